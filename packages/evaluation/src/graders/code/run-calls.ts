import { spawn } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { abortReason, throwIfAborted } from "@compute-proxy/core";
import { withEnoughTime } from "./with-enough-time.js";

/**
 * How a call of a stranger's function ended. `json` is absent where a value cannot be written as JSON. Starved: its time was over, and
 * others had most of it.
 */
export type CallOutcome =
  | { readonly kind: "returned"; readonly json?: string }
  | { readonly kind: "threw" | "timed-out" | "starved" | "crashed" };

export interface Calls {
  /** A script that defines the function. */
  readonly script: string;
  readonly name: string;
  /** The arguments of each call, as a JSON list. */
  readonly calls: readonly string[];
}

/** For a whole process, beside the time of its code: it has to start, and may not keep to its limit. */
const killAfterMs = 20_000;
const heapLimitMb = 64;
const longestOutput = 1024 * 1024;

const sandbox = fileURLToPath(new URL(`./sandbox${extname(import.meta.url)}`, import.meta.url));
const flags: readonly string[] = [
  "--permission",
  `--allow-fs-read=${sandbox}`,
  `--max-old-space-size=${heapLimitMb}`,
  "--stack-size=900",
  "--disallow-code-generation-from-strings",
  "--no-warnings",
];

/** Runs the calls in a process of their own, which is gone when this returns. Throws only when the caller aborts. */
export async function runCalls(work: Calls, signal?: AbortSignal): Promise<readonly CallOutcome[]> {
  if (signal) throwIfAborted(signal);
  return withEnoughTime(async (timeLimitMs) => {
    const output = await outputOf(JSON.stringify({ ...work, timeLimitMs }), timeLimitMs + killAfterMs, signal);
    if (signal?.aborted) throw abortReason(signal);
    return outcomesIn(output, work.calls.length);
  });
}

/** What the process wrote, or undefined when it did not end well. */
async function outputOf(input: string, timeout: number, signal: AbortSignal | undefined): Promise<string | undefined> {
  const child = spawn(process.execPath, [...flags, sandbox], {
    env: {},
    stdio: ["pipe", "pipe", "ignore"],
    timeout,
    killSignal: "SIGKILL",
    ...(signal ? { signal } : {}),
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.length > longestOutput) child.kill("SIGKILL");
  });
  // A child that is gone before it has read everything closes the pipe; how it ended says the rest.
  child.stdin.on("error", () => undefined).end(input);
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on("error", () => undefined).on("close", resolve);
  return (await promise) === 0 && output.length <= longestOutput ? output : undefined;
}

function outcomesIn(output: string | undefined, expected: number): readonly CallOutcome[] {
  const crashed = Array.from({ length: expected }, (): CallOutcome => ({ kind: "crashed" }));
  if (output === undefined) return crashed;
  try {
    const outcomes = JSON.parse(output) as readonly CallOutcome[];
    return outcomes.length === expected ? outcomes : crashed;
  } catch {
    return crashed;
  }
}
