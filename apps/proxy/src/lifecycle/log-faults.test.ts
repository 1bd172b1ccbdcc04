import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ComputeClient } from "@compute-proxy/client";
import { afterEach, describe, expect, it } from "@jest/globals";
import { killNow } from "../testing/engine-process.js";
import { lifecycleBench, logLines, question, until } from "../testing/lifecycle-bench.js";
import { healthCheckThrows } from "../testing/preloads.js";
import { spawnServer } from "../testing/server-process.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

/** Where it serves, from the note in its data_dir: its standard output may be gone. */
async function addressOf(configFile: string): Promise<string> {
  const note = join(dirname(configFile), "data", "server.json");
  let text = "";
  await until(async () => (text = await readFile(note, "utf8").catch(() => "")) !== "");
  return (JSON.parse(text) as { address: string }).address;
}

async function started(stdio: Parameters<typeof spawnServer>[3]) {
  const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one"] }) });
  const configFile = await bench.configFile(engine.url);
  const child = spawnServer("serve", configFile, {}, stdio);
  bench.later(() => killNow(child));
  return { child, serving: async () => bench.client(await addressOf(configFile)) };
}

async function servesOn(client: ComputeClient): Promise<void> {
  for (let call = 0; call < 5; call += 1) {
    await expect(client.runPipeline("p", "Count")).resolves.toMatchObject({ success: true });
  }
}

/** Its exit code after SIGTERM. */
function stopped(child: ChildProcess): Promise<unknown> {
  const exited = once(child, "exit").then(([code]: unknown[]) => code);
  child.kill("SIGTERM");
  return exited;
}

describe("a log that cannot be written", () => {
  it("does not end the process when its disk is full", async () => {
    const full = openSync("/dev/full", "w");
    const { child, serving } = await started(["ignore", "ignore", full]);
    closeSync(full);

    await servesOn(await serving());

    expect(await stopped(child)).toBe(0);
  });

  it("does not end the process when its reader has gone", async () => {
    const { child, serving } = await started(["ignore", "ignore", "pipe"]);
    const client = await serving();
    child.stderr?.destroy();

    await servesOn(client);

    expect(await stopped(child)).toBe(0);
  });

  it("does not end the process when standard output is closed, which the log then tells", async () => {
    const { child, serving } = await started(["ignore", "pipe", "pipe"]);
    let notes = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (notes += text));
    child.stdout?.destroy();

    await servesOn(await serving());
    expect(await stopped(child)).toBe(0);

    expect(notes).toMatch(/EPIPE.*standard output cannot be written/u);
  });

  it("holds nobody up when its reader stalls: lines are dropped, and counted when the reader goes on", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one"] }) });
    const server = await bench.serve(await bench.configFile(engine.url), { preload: healthCheckThrows });
    const client = bench.client(server.address);
    server.child.stderr?.pause();

    // Each of them logs an error with its stack: about two megabytes in all.
    const calls = 1500;
    for (let call = 0; call < calls; call += 100) {
      await Promise.all(Array.from({ length: 100 }, () => client.healthCheck({}).catch(() => undefined)));
    }
    await expect(client.generate(question)).resolves.toMatchObject({ response: "one" });
    server.child.stderr?.resume();
    await until(() => server.notes().includes("log lines dropped"));
    server.child.kill("SIGTERM");

    expect(await server.exited).toBe(0);
    const lines = logLines(server.notes());
    const lost = lines.reduce((sum, line) => sum + (typeof line["lost"] === "number" ? line["lost"] : 0), 0);
    const kinds = new Set<unknown>(["unexpected error", "backend state", "run ended"]);
    const told = lines.filter(({ msg }) => kinds.has(msg)).length;
    expect(lost).toBeGreaterThan(0);
    expect(told + lost).toBe(calls + 2);
  }, 60_000);

  it("does not keep the process from ending when its reader never goes on", async () => {
    const engine = await bench.engine();
    const server = await bench.serve(await bench.configFile(engine.url), { preload: healthCheckThrows });
    const client = bench.client(server.address);
    server.child.stderr?.pause();
    const exited = once(server.child, "exit");
    for (let call = 0; call < 400; call += 100) {
      await Promise.all(Array.from({ length: 100 }, () => client.healthCheck({}).catch(() => undefined)));
    }

    server.child.kill("SIGTERM");

    expect(await exited).toEqual([0, null]);
  });
});
