import { begunAnswer, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { type ContractHarness, describeBackendContract } from "@compute-proxy/backend/testing";
import { describe, expect, it } from "@jest/globals";
import { type TestEngine, throughWorkers } from "./testing/through-workers.js";

type Models = Omit<ContractHarness, "open">;

const tokens = Array.from({ length: 40 }, (_, index) => ` word${index}`);
const logprobs = tokens.map((_, index) => -index / 40);

const ollamaModels: Models = {
  textModel: "smollm2:135m",
  embeddingModel: "all-minilm:latest",
  continues: ["raw", "prefill"],
};

async function fakeOllama(): Promise<TestEngine> {
  const engine = await startFakeOllama({
    answer(_, { body }) {
      const { length } = begunAnswer(body).match(/ word/gu) ?? [];
      return { kind: "tokens", tokens: tokens.slice(length), logprobs: logprobs.slice(length) };
    },
  });
  return { ...engine, definition: { type: "ollama", endpoint: engine.url } };
}

async function simulated(): Promise<TestEngine> {
  const characteristics = { avgLatencyMs: 1, maxTokensPerSecond: 10_000, powerWatts: undefined, priority: undefined };
  const models = { preferred: ["llama3:7b", "all-minilm"], aliases: {}, supported: [], excluded: [] };
  return { definition: { type: "simulated", characteristics, models }, close: () => Promise.resolve() };
}

async function fakePiper(): Promise<TestEngine> {
  const engine = await startFakePiper();
  return { ...engine, definition: { type: "piper", endpoint: engine.url } };
}

const whisperModels = { preferred: ["tiny.en"], aliases: {}, supported: [], excluded: [] };
/** 30 s of raw samples: the recording at which the suite wants the engine to be still at work. */
const longRecording = 900_000;

async function fakeWhisper(): Promise<TestEngine> {
  const never = new Promise<void>(() => undefined);
  const before = (length = 0): Promise<void> => (length > longRecording ? never : Promise.resolve());
  const engine = await startFakeWhisper({ before: ({ file }) => before(file?.length) });
  return { ...engine, definition: { type: "whisper_cpp", endpoint: engine.url, models: whisperModels } };
}

const rows: ReadonlyArray<{ name: string; workers: number; models: Models; start: () => Promise<TestEngine> }> = [
  { name: "fake Ollama", workers: 1, models: ollamaModels, start: fakeOllama },
  { name: "fake Ollama", workers: 2, models: ollamaModels, start: fakeOllama },
  { name: "fake Piper", workers: 1, models: { voice: "en_US-joe-medium" }, start: fakePiper },
  { name: "fake whisper-server", workers: 1, models: { transcriptionModel: "tiny.en" }, start: fakeWhisper },
  {
    name: "simulated backend",
    workers: 1,
    models: {
      textModel: "llama3:7b",
      embeddingModel: "all-minilm",
      continues: ["token-ids", "raw", "prefill"],
    },
    start: simulated,
  },
];

for (const { name, workers, models, start } of rows) {
  describeBackendContract(`${name} behind ${workers} worker(s)`, {
    ...models,
    open: () => throughWorkers(workers, start),
  });
}

const real: ReadonlyArray<{
  name: string;
  url: string | undefined;
  models: Models;
  definition: TestEngine["definition"];
}> = [
  {
    name: "real Ollama",
    url: process.env["COMPUTE_PROXY_TEST_OLLAMA"],
    models: { ...ollamaModels, deterministic: false },
    definition: { type: "ollama" },
  },
  {
    name: "real Piper",
    url: process.env["COMPUTE_PROXY_TEST_PIPER"],
    models: { voice: "en_US-joe-medium" },
    definition: { type: "piper" },
  },
  {
    name: "real whisper-server",
    url: process.env["COMPUTE_PROXY_TEST_WHISPER"],
    models: { transcriptionModel: "tiny.en" },
    definition: { type: "whisper_cpp", models: whisperModels },
  },
];

for (const { name, url, models, definition } of real) {
  if (url === undefined) {
    describe.skip(`${name} behind a worker (skipped: run npm run engines)`, () => {
      it("keeps the contract", () => expect(url).toBeDefined());
    });
    continue;
  }
  const start = async (): Promise<TestEngine> => ({
    definition: { ...definition, endpoint: url },
    close: () => Promise.resolve(),
  });
  describeBackendContract(`${name} behind a worker`, { ...models, open: () => throughWorkers(1, start) });
}
