import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const application = fileURLToPath(new URL("../..", import.meta.url));

/** A fake Ollama in a process of its own, so that it can be killed. */
export interface EngineProcess {
  readonly url: string;
  /** kill -9, and the wait for the end. */
  kill(): Promise<void>;
}

/** Starts one that answers every question with one text. Port 0 picks a free one. */
export async function engineProcess(text: string, port = 0): Promise<EngineProcess> {
  const script = `
    import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
    const answer = () => ({ kind: "tokens", tokens: [${JSON.stringify(text)}] });
    const { url } = await startFakeOllama({ port: ${port}, answer });
    console.log(url);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: application,
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await once(createInterface({ input: child.stdout }), "line").then(([line]) => String(line));
  return { url, kill: () => killNow(child) };
}

/** kill -9 of one process, and the wait for its end. */
export async function killNow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
