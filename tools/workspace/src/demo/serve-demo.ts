import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { inRepository, repositoryRoot } from "../repository.ts";

/** The proxy in a process of its own. */
export interface DemoServer {
  /** host:port */
  readonly address: string;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
  /** Resolves with the exit code when it ends. */
  readonly ended: Promise<number>;
}

const launcher = inRepository("apps", "proxy", "bin", "compute-proxy.js");

/** Serves a configuration and resolves when the proxy has said where. Rejects when it ends before that. */
export async function serveDemo(configFile: string, port: number): Promise<DemoServer> {
  const words = [launcher, "serve", "--config", configFile, "--port", String(port), "--log-level", "warn", "--json"];
  const child = spawn(process.execPath, words, { cwd: repositoryRoot, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close").then(([code]) => (typeof code === "number" ? code : 1));
  const address = await Promise.race([firstAddress(child), ended.then((code) => failedStart(code))]);
  return {
    address,
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The command line that calls a server. */
export function runWords(address: string, pipeline: string, text: string): readonly string[] {
  return [launcher, "run", pipeline, "--address", address, "--text", text, "--json"];
}

async function firstAddress({ stdout }: ChildProcess): Promise<string> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const start: unknown = JSON.parse(line);
      if (typeof start === "object" && start !== null && "address" in start) return String(start.address);
    }
  }
  return new Promise(() => undefined);
}

function failedStart(code: number): never {
  throw new Error(`the proxy ended with code ${code} before it served`);
}
