import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A proxy in a process of its own. The owner stops it. */
export interface Served extends AsyncDisposable {
  readonly address: string;
}

/** Starts `compute-proxy serve` on a free port and waits until it serves. */
export async function serve(launcher: string, config: string, folder: string): Promise<Served> {
  const words = [launcher, "serve", "--config", config, "--port", "0", "--json", "--log-level", "error"];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "close");
  const said = once(createInterface({ input: child.stdout }), "line").then(([line]) => String(line));
  const first = await Promise.race([said, exited.then(() => Promise.reject(new Error("the proxy did not start")))]);
  const { address } = JSON.parse(first) as { readonly address: string };
  return {
    address,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
