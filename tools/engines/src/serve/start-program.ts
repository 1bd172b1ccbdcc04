import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import { delay } from "../delay.ts";
import { EnginesError } from "../engines-error.ts";
import { linuxProcesses, type ProcessIdentity } from "./processes.ts";
import { stopServer } from "./stop-server.ts";

const READY_POLL_MS = 50;

/** A program that serves at a port of 127.0.0.1. */
export interface ServerProgram {
  readonly binary: string;
  readonly arguments: readonly string[];
  /** All of it: nothing is inherited beside. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it runs; by default where we run. */
  readonly directory?: string;
  readonly port: number;
  readonly log: string;
  /** How long it may take until it answers. */
  readonly readyMs: number;
  answers(endpoint: string): Promise<boolean>;
}

/** A server of ours. Whoever starts it stops it with `stopServer`. */
export interface Server extends ProcessIdentity {
  readonly binary: string;
  readonly port: number;
  readonly log: string;
}

/** Starts a program as the leader of a process group of its own and waits until it answers. */
export async function startProgram(program: ServerProgram, signal: AbortSignal): Promise<Server> {
  signal.throwIfAborted();
  mkdirSync(dirname(program.log), { recursive: true });
  const log = openSync(program.log, "w");
  const child = spawn(program.binary, program.arguments, {
    cwd: program.directory,
    env: program.environment,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  let problem: string | undefined;
  child.once("error", (error) => (problem = error.message));
  child.once("exit", (code, by) => (problem = `it ended with ${code ?? by ?? "no status"}`));
  child.unref();

  const pid = child.pid;
  const startedAt = pid === undefined ? undefined : linuxProcesses.startedAt(pid);
  if (pid === undefined || startedAt === undefined) throw didNotStart(program, "no process");
  const server: Server = { pid, startedAt, binary: program.binary, port: program.port, log: program.log };
  try {
    await untilReady(program, () => problem, signal);
    return server;
  } catch (error) {
    await stopServer(server, linuxProcesses);
    throw error;
  }
}

async function untilReady(
  program: ServerProgram,
  problem: () => string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + program.readyMs;
  while (!(await program.answers(endpointOf(program)))) {
    const reason = problem() ?? (Date.now() > deadline ? "it does not answer" : undefined);
    if (reason !== undefined) throw didNotStart(program, reason);
    await delay(READY_POLL_MS, signal);
  }
}

export function endpointOf({ port }: { readonly port: number }): string {
  return `http://127.0.0.1:${port}`;
}

function didNotStart(program: ServerProgram, reason: string): EnginesError {
  const { binary, port, log } = program;
  return new EnginesError(
    "server-failed",
    `${[binary, ...program.arguments].join(" ")} on port ${port} did not start: ${reason} (log: ${log})`,
    readFileSync(log, "utf8").trimEnd().split("\n").slice(-10),
  );
}
