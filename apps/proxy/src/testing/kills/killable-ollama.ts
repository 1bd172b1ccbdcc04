import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { systemClock } from "@compute-proxy/core";
import { killNow } from "../engine-process.js";

/** A real Ollama of our own that may be killed in mid-answer, and started again where it was. */
export interface KillableOllama {
  readonly endpoint: string;
  /** Starts it, or starts it again, and waits until it answers. */
  start(): Promise<void>;
  /** SIGKILL to the server and to the runners that hold its models. */
  kill(): Promise<void>;
}

/** What it is started from. */
export interface OllamaProgram {
  readonly binary: string;
  /** Folder with the models. Several servers may share one. */
  readonly store: string;
}

/** One that does not run yet, at a port that was free a moment ago. The owner kills it at the end. */
export async function killableOllama({ binary, store }: OllamaProgram): Promise<KillableOllama> {
  const address = `127.0.0.1:${await freePort()}`;
  const endpoint = `http://${address}`;
  let server: ChildProcess | undefined;
  return {
    endpoint,
    async start() {
      server = spawn(binary, ["serve"], {
        env: { ...process.env, OLLAMA_HOST: address, OLLAMA_MODELS: store, OLLAMA_NOPRUNE: "1", OLLAMA_NO_CLOUD: "1" },
        stdio: "ignore",
        // A group of its own: the runners are its children, and a kill of the server alone leaves them.
        detached: true,
      });
      await untilAnswers(endpoint, AbortSignal.timeout(30_000));
    },
    async kill() {
      if (server?.pid === undefined) return;
      const ended = killGroup(server, server.pid);
      server = undefined;
      await ended;
    },
  };
}

async function killGroup(server: ChildProcess, leader: number): Promise<void> {
  const ended = killNow(server);
  process.kill(-leader, "SIGKILL");
  await ended;
}

async function untilAnswers(endpoint: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(`${endpoint}/api/version`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await systemClock.sleep(50, signal);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}
