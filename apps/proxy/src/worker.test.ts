import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { createComputeClient, rawAudio, textOf } from "@compute-proxy/client";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { killNow } from "./testing/engine-process.js";
import { type BackendEntry, filesOf, remotes, talk } from "./testing/remote-files.js";
import { computeProxy } from "./testing/run-command.js";
import { type ServerProcess, serverProcess } from "./testing/server-process.js";
import { startTestProxy, type TestProxy, writeFiles } from "./testing/test-proxy.js";

const closing: Array<() => Promise<void>> = [];
const nowhere = "http://127.0.0.1:9";

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function configFile(backends: readonly BackendEntry[], pipelines: readonly unknown[] = []): Promise<string> {
  const folder = await writeFiles(filesOf(backends, pipelines));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "config.yaml");
}

async function started(command: "serve" | "worker", file: string): Promise<ServerProcess> {
  const server = await serverProcess(command, file);
  closing.push(() => killNow(server.child));
  return server;
}

async function proxyOn(backends: readonly BackendEntry[], pipelines: readonly unknown[] = [talk]): Promise<TestProxy> {
  const proxy = await startTestProxy(filesOf(backends, pipelines));
  closing.push(() => proxy.close());
  return proxy;
}

async function fake<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const engine = await starting;
  closing.push(() => engine.close());
  return engine;
}

const ollama = (endpoint: string, id = "ollama-npu"): BackendEntry => ({
  id,
  type: "ollama",
  hardware: "npu",
  endpoint,
});
const parsed = (notes: string): readonly Record<string, unknown>[] =>
  notes
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("a worker in a process of its own", () => {
  it("answers for a proxy in another process, and logs a line per call without a word of it", async () => {
    const engine = await fake(startFakeOllama({ answer: () => ({ kind: "tokens", tokens: ["canary ", "two"] }) }));
    const worker = await started("worker", await configFile([ollama(engine.url)]));
    const proxy = await started("serve", await configFile(remotes(`http://${worker.address}`), [talk]));
    const client = createComputeClient({ address: proxy.address });

    const answer = await client.runPipeline("talk", "nightingale");
    client.close();
    worker.child.kill("SIGTERM");

    expect(textOf(answer)).toBe("canary two");
    expect(answer.stageResults[0]).toMatchObject({ backend: "far-1", metadata: { model: "smollm2:135m" } });
    expect(await worker.exited).toBe(0);
    const lines = parsed(worker.notes());
    expect(lines.find(({ msg }) => msg === "call")).toMatchObject({
      method: "Generate",
      code: "OK",
      ms: expect.any(Number),
    });
    expect(worker.notes()).not.toMatch(/canary|nightingale/u);
  });

  it("lets a running call finish at SIGTERM, and its proxy sends new ones elsewhere", async () => {
    const gate = deferred();
    const slow = await fake(
      startFakeOllama({
        answer: () => ({
          kind: "tokens",
          tokens: ["one ", "two"],
          before: (index) => (index === 1 ? gate.promise : Promise.resolve()),
        }),
      }),
    );
    const other = await fake(startFakeOllama({ answer: () => ({ kind: "tokens", tokens: ["elsewhere"] }) }));
    const [first, second] = [
      await started("worker", await configFile([ollama(slow.url)])),
      await started("worker", await configFile([ollama(other.url)])),
    ];
    const { client } = await proxyOn(remotes(`http://${first.address}`, `http://${second.address}`));

    const running = client.runPipeline("talk", "Count");
    await slow.whenOpen(1);
    first.child.kill("SIGTERM");
    while (!first.notes().includes("draining")) await new Promise((resolve) => setImmediate(resolve));
    const next = await client.runPipeline("talk", "Count");
    gate.resolve();

    expect(textOf(next)).toBe("elsewhere");
    expect(textOf(await running)).toBe("one two");
    expect(await first.exited).toBe(0);
  });

  it("starts with its engine down, and the proxy hears the engine's own error", async () => {
    const worker = await started("worker", await configFile([ollama(nowhere)]));
    const { client } = await proxyOn(remotes(`http://${worker.address}`));

    const { error } = await client.runPipeline("talk", "Count");

    expect(error).toMatchObject({ code: "UNAVAILABLE", reason: "engine-refused" });
    expect(error?.message).toContain("ollama-npu");
  });

  it("has something to serve, or says that it has nothing", async () => {
    const file = await configFile([{ ...ollama(nowhere), enabled: false }]);

    const { code, notes } = await computeProxy(["worker", "--config", file]);

    expect(code).toBe(1);
    expect(notes).toContain("a worker has nothing to serve");
  });
});

/** A spoken question in, a spoken answer out. */
const voice = {
  id: "voice",
  stages: [
    { id: "hear", type: "audio_to_text", model: "tiny.en" },
    { id: "answer", type: "text_generation", model: "smollm2:135m" },
    { id: "speak", type: "text_to_audio", model: "en_US-joe-medium" },
  ],
};

describe("a proxy with remote backends only", () => {
  it("hears, thinks and speaks with the three engines of one worker, on one port", async () => {
    const [whisper, llm, piper] = [
      await fake(startFakeWhisper()),
      await fake(startFakeOllama({ answer: () => ({ kind: "tokens", tokens: ["A good ", "answer."] }) })),
      await fake(startFakePiper()),
    ];
    const worker = await started(
      "worker",
      await configFile([
        { ...ollama(whisper.url, "whisper"), type: "whisper_cpp", models: { preferred: ["tiny.en"] } },
        ollama(llm.url, "llm"),
        { ...ollama(piper.url, "piper"), type: "piper" },
      ]),
    );
    const ids = ["whisper", "llm", "piper"];
    const { client, proxy } = await proxyOn(remotes(...ids.map((id) => `http://${worker.address}/${id}`)), [voice]);
    for (const { id } of proxy.registry.backends) await proxy.registry.check(id, new AbortController().signal);
    const samples = Int16Array.from({ length: 16_000 }, (_, index) => (index % 40) * 200);
    const audio = rawAudio(new Uint8Array(samples.buffer), 16_000);

    const answer = await client.runPipeline("voice", { audio });

    expect(answer).toMatchObject({
      success: true,
      stageResults: [{ backend: "far-1" }, { backend: "far-2" }, { backend: "far-3" }],
    });
    expect(answer.finalOutput?.kind?.$case).toBe("audio");
  });

  it("is told which backends a worker has when its endpoint names none of them", async () => {
    const worker = await started(
      "worker",
      await configFile([ollama(nowhere, "a"), ollama("http://127.0.0.1:10", "b")]),
    );
    const { proxy } = await proxyOn(remotes(`http://${worker.address}`));

    const state = await proxy.registry.check("far-1", new AbortController().signal);

    expect(state).toMatchObject({ kind: "unreachable", because: expect.stringContaining("(a, b)") });
  });

  it("finds its pipelines valid without any worker", async () => {
    const file = await configFile(remotes("http://10.255.255.1:50052"), [talk, voice]);

    const { code, out } = await computeProxy(["validate", "--config", file, "--json"]);

    expect(JSON.parse(out)).toMatchObject({ problems: [], summary: { ready: ["talk", "voice"] } });
    expect(code).toBe(0);
  });

  it("repeats with every answer that a worker's engine is simulated or emulated", async () => {
    const simulated = {
      id: "sim",
      type: "simulated",
      hardware: "npu",
      emulated: true,
      characteristics: { avg_latency_ms: 1, max_tokens_per_second: 10_000 },
      models: { preferred: ["m"] },
    };
    const worker = await started("worker", await configFile([simulated]));
    const { client } = await proxyOn(remotes(`http://${worker.address}`), [
      { id: "talk", stages: [{ id: "say", type: "text_generation", model: "m" }] },
    ]);

    const { stageResults } = await client.runPipeline("talk", "Count");

    expect(stageResults[0]?.metadata).toMatchObject({
      simulated: true,
      emulated: true,
      attempts: [{ simulated: true, emulated: true }],
    });
  });
});

const real = process.env["COMPUTE_PROXY_TEST_OLLAMA"];
const describeReal = real === undefined ? describe.skip : describe;

describeReal(`a worker with the real Ollama${real === undefined ? " (skipped: run npm run engines)" : ""}`, () => {
  it("answers for a proxy in another process", async () => {
    const worker = await started("worker", await configFile([ollama(real ?? nowhere)]));
    const { client } = await proxyOn(remotes(`http://${worker.address}`));

    const answer = await client.runPipeline("talk", "Name a colour.");

    expect(answer.success).toBe(true);
    expect(textOf(answer)).not.toBe("");
  }, 60_000);
});
