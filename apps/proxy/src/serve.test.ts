import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { createComputeClient } from "@compute-proxy/client";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { oneEngine } from "./testing/one-engine.js";
import { computeProxy } from "./testing/run-command.js";
import { serverProcess } from "./testing/server-process.js";
import { writeFiles } from "./testing/test-proxy.js";

const nowhere = "http://127.0.0.1:9";
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

async function files(url: string, change: (config: string) => string = (config) => config): Promise<string> {
  const { config, pipelines } = oneEngine(url);
  const folder = await writeFiles({ config: change(config), pipelines });
  folders.push(folder);
  return join(folder, "config.yaml");
}

/** An engine whose second token waits for the test. */
async function pacedEngine() {
  const gate = deferred();
  const engine = await startFakeOllama({
    answer: () => ({
      kind: "tokens",
      tokens: ["one ", "two"],
      before: (index) => (index === 1 ? gate.promise : Promise.resolve()),
    }),
  });
  return { engine, gate };
}

describe("serve", () => {
  it("starts with its engine down, says so, and ends with 0 at SIGTERM", async () => {
    const server = await serverProcess("serve", await files(nowhere));
    const client = createComputeClient({ address: server.address });

    const { backends } = await client.listBackends({});
    client.close();
    server.child.kill("SIGTERM");

    expect(backends.map(({ health }) => health)).toEqual(["unknown"]);
    expect(await server.exited).toBe(0);
  });

  it("lets a running stream finish at SIGTERM while new calls are refused", async () => {
    const { engine, gate } = await pacedEngine();
    const server = await serverProcess("serve", await files(engine.url));
    const client = createComputeClient({ address: server.address, retry: { attempts: 1 } });
    const texts: string[] = [];
    let terminated = false;

    for await (const { event } of client.streamPipeline("p", "Count")) {
      if (event?.$case !== "textDelta") continue;
      texts.push(event.value.text);
      if (terminated) continue;
      terminated = true;
      server.child.kill("SIGTERM");
      while (!server.notes().includes("draining")) await new Promise((resolve) => setImmediate(resolve));
      await expect(client.generate({ prompt: "x", model: "smollm2:135m" })).rejects.toMatchObject({
        code: "UNAVAILABLE",
      });
      gate.resolve();
    }
    client.close();

    expect(texts).toEqual(["one ", "two"]);
    expect(await server.exited).toBe(0);
    await engine.close();
  });

  it("ends at once at the second signal", async () => {
    const { engine, gate } = await pacedEngine();
    const server = await serverProcess("serve", await files(engine.url));
    const client = createComputeClient({ address: server.address, retry: { attempts: 1 } });
    const outcome: Promise<{ readonly code?: string }> = client.runPipeline("p", "Count").then(
      () => ({ code: "OK" }),
      (error: { readonly code?: string }) => error,
    );
    await engine.whenOpen(1);

    server.child.kill("SIGTERM");
    while (!server.notes().includes("draining")) await new Promise((resolve) => setImmediate(resolve));
    server.child.kill("SIGTERM");

    expect(await server.exited).toBe(1);
    // Nobody is left to say why: the client's library has its own word for a stream that ends with its connection.
    expect(["UNAVAILABLE", "INTERNAL"]).toContain((await outcome).code);
    gate.resolve();
    client.close();
    await engine.close();
  });

  it("leaves a note with its address in data_dir, and takes it away again", async () => {
    const configFile = await files(nowhere);
    const note = join(configFile, "..", "data", "server.json");
    const server = await serverProcess("serve", configFile);

    const written: unknown = JSON.parse(await readFile(note, "utf8"));
    server.child.kill("SIGTERM");
    await server.exited;

    expect(written).toEqual({ address: server.address, pid: server.child.pid });
    await expect(readFile(note, "utf8")).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("names the port when it is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const { code, notes } = await computeProxy(["serve", "--config", await files(nowhere), "--port", String(port)]);
    await new Promise((resolve) => taken.close(resolve));

    expect(code).toBe(1);
    expect(notes).toContain(`cannot listen on 127.0.0.1:${port}`);
  });

  it("refuses a configuration with problems and names all of them with their places", async () => {
    const configFile = await files(nowhere, (config) =>
      config.replace('"type":"ollama"', '"type":"olama"').replace('"cpu"', '"cqu"'),
    );

    const { code, notes } = await computeProxy(["serve", "--config", configFile]);

    expect(code).toBe(1);
    expect(notes).toMatch(/config\.yaml:1:\d+: .*olama.*ollama/u);
    expect(notes).toMatch(/config\.yaml:1:\d+: .*cqu.*cpu/u);
  });
});
