import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../bin/compute-proxy.js", import.meta.url));

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
  words: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [launcher, command, "--config", configFile, "--json", ...words], {
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let notes = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (notes += text));
  const exited = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    exited.then((code) => Promise.reject(new Error(`${command} ended with ${code}: ${notes}`))),
  ]);
  const { address } = JSON.parse(first) as { address: string };
  return { address, child, exited, notes: () => notes };
}
