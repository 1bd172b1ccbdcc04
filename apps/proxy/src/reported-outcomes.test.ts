import { join } from "node:path";
import { isComputeError } from "@compute-proxy/client";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { createOutcomes } from "@compute-proxy/outcomes";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { oneEngine } from "./testing/one-engine.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

const question = "What is the capital of France?";
const tokens = ["The", " capital", " is", " Paris", "."];
const checked = { enable_confidence_check: true, min_confidence: 0.1, escalation_path: ["only"] };

let engine: Awaited<ReturnType<typeof startFakeOllama>>;
let test: TestProxy;

beforeEach(async () => {
  const logprobs = [0.9, 0.6, 0.7, 0.5, 0.8].map(Math.log);
  engine = await startFakeOllama({ answer: () => ({ kind: "tokens", tokens, logprobs }) });
  test = await startTestProxy(oneEngine(engine.url, checked));
});

afterEach(async () => {
  await test.close();
  await engine.close();
});

/** The verdicts in the file, as `compute-proxy calibrate` reads them. */
const labels = () => createOutcomes({ dataDir: join(test.folder, "data") }).labels();

describe("a verdict on an answer", () => {
  it("is kept under data_dir with what the answer was measured by, and with nothing of its text", async () => {
    const { runId, stageResults } = await test.client.runPipeline("p", question);

    const filed = await test.client.reportOutcome({ runId, good: true });

    const [stage] = stageResults;
    const [label] = labels();
    expect(filed).toMatchObject({ model: stage?.metadata?.model, task: "p/s", labels: 1 });
    expect(label).toMatchObject({ runId, stageId: "s", good: true, confidence: stage?.metadata?.confidence });
    expect(label?.features).toMatchObject({ tokens: tokens.length });
    expect(JSON.stringify(label)).not.toMatch(/capital|Paris|France/u);
  });

  it("is replaced by a second one", async () => {
    const { runId } = await test.client.runPipeline("p", question);
    await test.client.reportOutcome({ runId, good: true });

    await test.client.reportOutcome({ runId, stageId: "s", good: false });

    expect(labels()).toMatchObject([{ good: false }]);
  });

  it("is refused for a run of another process", async () => {
    const refused: unknown = await test.client
      .reportOutcome({ runId: "gone", good: true })
      .catch((error: unknown) => error);

    expect(isComputeError(refused) && [refused.code, refused.reason]).toEqual(["NOT_FOUND", "run-not-found"]);
  });
});
