import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import { delay } from "../delay.ts";
import { EnginesError } from "../engines-error.ts";
import { ollamaVersion } from "../ollama-api.ts";
import { ollamaEnvironment, type OllamaSettings } from "./ollama-environment.ts";
import { linuxProcesses, type ProcessIdentity } from "./processes.ts";
import { stopServer } from "./stop-server.ts";

const READY_POLL_MS = 50;
const READY_LIMIT_MS = 30_000;

export interface ServerRequest extends OllamaSettings {
  readonly binary: string;
  readonly log: string;
}

/** A server of ours. Whoever starts it stops it with `stopServer`. */
export interface Server extends ProcessIdentity {
  readonly binary: string;
  readonly port: number;
  readonly log: string;
}

/** Starts `ollama serve` as the leader of a process group of its own and waits until it answers. */
export async function startServer(request: ServerRequest, signal: AbortSignal): Promise<Server> {
  signal.throwIfAborted();
  mkdirSync(dirname(request.log), { recursive: true });
  mkdirSync(request.home, { recursive: true });
  const log = openSync(request.log, "w");
  const child = spawn(request.binary, ["serve"], {
    env: ollamaEnvironment(request),
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
  if (pid === undefined || startedAt === undefined) throw didNotStart(request, "no process");
  const server: Server = { pid, startedAt, binary: request.binary, port: request.port, log: request.log };
  try {
    await untilReady(request, () => problem, signal);
    return server;
  } catch (error) {
    await stopServer(server, linuxProcesses);
    throw error;
  }
}

async function untilReady(
  request: ServerRequest,
  problem: () => string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while ((await ollamaVersion(endpointOf(request))) === undefined) {
    const reason = problem() ?? (Date.now() > deadline ? "it does not answer" : undefined);
    if (reason !== undefined) throw didNotStart(request, reason);
    await delay(READY_POLL_MS, signal);
  }
}

export function endpointOf({ port }: { readonly port: number }): string {
  return `http://127.0.0.1:${port}`;
}

function didNotStart({ binary, port, log }: ServerRequest, reason: string): EnginesError {
  return new EnginesError(
    "server-failed",
    `${binary} serve on port ${port} did not start: ${reason} (log: ${log})`,
    readFileSync(log, "utf8").trimEnd().split("\n").slice(-10),
  );
}
