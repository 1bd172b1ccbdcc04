import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { EnginesError } from "./engines-error.ts";
import type { Progress } from "./progress.ts";

const HEARTBEAT_MS = 20_000;
const KEPT_CHARACTERS = 100_000;

export interface Command {
  /** For progress and messages: "go install ollama". */
  readonly what: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Output is added to this file. */
  readonly log: string;
}

export interface CommandResult {
  readonly code: number;
  /** The end of stdout and stderr together. */
  readonly output: string;
}

/** Runs a niced child in a process group of its own, with a heartbeat line now and then. The signal ends the group. */
export async function runCommand(command: Command, progress: Progress, signal: AbortSignal): Promise<CommandResult> {
  signal.throwIfAborted();
  mkdirSync(dirname(command.log), { recursive: true });
  const log = createWriteStream(command.log, { flags: "a" });
  log.write(`\n$ ${command.program} ${command.arguments.join(" ")}\n`);

  const child = spawn("nice", ["-n", "10", command.program, ...command.arguments], {
    cwd: command.directory,
    env: { ...process.env, ...command.environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const endGroup = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
  };
  signal.addEventListener("abort", endGroup, { once: true });
  const started = Date.now();
  const heartbeat = setInterval(() => {
    progress.say(`    still at it: ${command.what}, ${Math.round((Date.now() - started) / 1000)} s`);
  }, HEARTBEAT_MS);

  let output = "";
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    output = (output + chunk.toString("utf8")).slice(-KEPT_CHARACTERS);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => {
        resolve(status ?? 1);
      });
    });
    signal.throwIfAborted();
    return { code, output };
  } finally {
    clearInterval(heartbeat);
    signal.removeEventListener("abort", endGroup);
    log.end();
  }
}

/** Like `runCommand`, but anything other than exit status 0 is an error that shows the last lines. */
export async function mustRun(command: Command, progress: Progress, signal: AbortSignal): Promise<string> {
  const { code, output } = await runCommand(command, progress, signal);
  if (code !== 0) throw commandFailed(command, code, output);
  return output;
}

export function commandFailed(command: Command, code: number, output: string): EnginesError {
  return new EnginesError(
    "command-failed",
    `${command.what}: ended with status ${code} (whole log: ${command.log})`,
    output.trimEnd().split("\n").slice(-15),
  );
}
