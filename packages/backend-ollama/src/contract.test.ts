import { type BackendUnderTest, type ContractHarness, describeBackendContract } from "@compute-proxy/backend/testing";
import { runningClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createOllamaAdapter } from "./create-ollama-adapter.js";
import { begunAnswer, startFakeOllama } from "./testing/index.js";
import { startRecorder } from "./test-bench/record.js";
import { recordedVersion, startReplay } from "./test-bench/replay.js";

interface Engine {
  readonly url: string;
  openRequests?(): number;
  close(): Promise<void>;
}

function harness(start: () => Promise<Engine>): ContractHarness {
  const open = async (): Promise<BackendUnderTest> => {
    const engine = await start();
    const adapter = createOllamaAdapter({ id: "ollama-npu", endpoint: engine.url, clock: runningClock });
    return {
      port: adapter.port,
      ...(engine.openRequests ? { openRequests: () => engine.openRequests?.() ?? 0 } : {}),
      async close() {
        await adapter.close();
        await engine.close();
      },
    };
  };
  return { open, textModel: "smollm2:135m", embeddingModel: "all-minilm:latest" };
}

const tokens = Array.from({ length: 40 }, (_, index) => ` word${index}`);
const logprobs = tokens.map((_, index) => -index / 40);
const startFake = (): Promise<Engine> =>
  startFakeOllama({
    answer(_, { body }) {
      const { length } = begunAnswer(body).match(/ word/gu) ?? [];
      return { kind: "tokens", tokens: tokens.slice(length), logprobs: logprobs.slice(length) };
    },
  });

describeBackendContract("fake Ollama", { ...harness(startFake), continues: ["raw", "prefill"] });
describeBackendContract(`recorded Ollama ${recordedVersion}`, harness(startReplay));

const real = process.env["COMPUTE_PROXY_TEST_OLLAMA"];
const records = process.env["COMPUTE_PROXY_RECORD"] !== undefined;
if (real === undefined) {
  describe.skip("real Ollama (skipped: run npm run engines)", () => {
    it("keeps the contract", () => expect(real).toBeDefined());
  });
} else {
  const startReal = async (): Promise<Engine> => ({ url: real, close: () => Promise.resolve() });
  const engine = harness(records ? () => startRecorder(real) : startReal);
  describeBackendContract(`real Ollama at ${real}`, { ...engine, deterministic: false, continues: ["raw"] });
}
