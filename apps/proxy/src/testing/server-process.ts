import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../bin/compute-proxy.js", import.meta.url));

/** What is special about a process. */
export interface ProcessPlan {
  readonly words?: readonly string[];
  /** JavaScript that runs in it before anything of ours. */
  readonly preload?: string;
  /** Flags of Node. */
  readonly flags?: readonly string[];
  /** How many files it may open. */
  readonly openFiles?: number;
}

/** `compute-proxy serve` or `compute-proxy worker` in a process of its own. */
export interface ServerProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  /** Standard error so far. */
  readonly notes: () => string;
}

/** Starts it and waits until it has said where it serves. */
export async function serverProcess(
  command: "serve" | "worker",
  configFile: string,
  plan: ProcessPlan = {},
): Promise<ServerProcess> {
  const child = spawnServer(command, configFile, plan);
  let notes = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (notes += text));
  const exited = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
  const first = await Promise.race([
    firstLine(child),
    exited.then((code) => Promise.reject(new Error(`${command} ended with ${code}: ${notes}`))),
  ]);
  const { address } = JSON.parse(first) as { address: string };
  return { address, child, exited, notes: () => notes };
}

/** Starts it and waits for nothing. */
export function spawnServer(
  command: "serve" | "worker",
  configFile: string,
  { words = [], preload, flags = [], openFiles }: ProcessPlan = {},
  stdio: StdioOptions = ["ignore", "pipe", "pipe"],
): ChildProcess {
  const loads = preload === undefined ? [] : [`--import=data:text/javascript,${encodeURIComponent(preload)}`];
  const node = [process.execPath, ...flags, ...loads, launcher, command, "--config", configFile, "--json", ...words];
  const limited = openFiles === undefined ? node : ["bash", "-c", `ulimit -n ${openFiles}; exec "$@"`, "bash", ...node];
  const [program = "", ...rest] = limited;
  return spawn(program, rest, { env: { ...process.env, NODE_OPTIONS: "" }, stdio });
}

/** What it says first on standard output, once it serves. */
function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) return Promise.reject(new Error("its standard output is not ours"));
  return once(createInterface({ input: stdout }), "line").then(([line]) => String(line));
}
