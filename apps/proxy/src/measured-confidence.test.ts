import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { describe, expect, it } from "@jest/globals";
import { oneEngine } from "./testing/one-engine.js";
import { startTestProxy } from "./testing/test-proxy.js";

const tokens = ["The", " capital", " is", " Paris", "."];
const checked = { enable_confidence_check: true, min_confidence: 0.5, escalation_path: ["only"] };

/** What the engine says when it is asked for more than the answer: nothing by default. */
type Replies = (question: string) => string;

/** The confidence of one and the same text, under the token probabilities that the engine reports. */
async function confidenceOf(probabilities: readonly number[] | undefined, more: Replies = () => "") {
  const logprobs = probabilities?.map(Math.log);
  let asked = 0;
  const engine = await startFakeOllama({
    answer: (question) =>
      asked++ === 0
        ? { kind: "tokens", tokens, ...(logprobs ? { logprobs } : {}) }
        : { kind: "tokens", tokens: [more(question)] },
  });
  const proxy = await startTestProxy(oneEngine(engine.url, checked));
  try {
    const { finalOutput, stageResults } = await proxy.client.runPipeline("p", "What is the capital of France?");
    return { text: finalOutput?.kind?.value, detail: stageResults[0]?.metadata?.confidenceDetail };
  } finally {
    await proxy.close();
    await engine.close();
  }
}

describe("the confidence of one text", () => {
  it("follows the probabilities of its tokens", async () => {
    const sure = await confidenceOf([0.99, 0.98, 0.99, 0.97, 0.99]);
    const middling = await confidenceOf([0.9, 0.6, 0.7, 0.5, 0.8]);
    const unsure = await confidenceOf([0.4, 0.2, 0.3, 0.1, 0.3]);

    const all = [sure, middling, unsure];
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set(["The capital is Paris."]));
    expect(all.map(({ detail }) => detail?.source)).toEqual(["logprobs", "logprobs", "logprobs"]);
    const q10 = [0.974, 0.54, 0.14];
    for (const [index, { detail }] of all.entries()) {
      expect(detail?.value).toBeCloseTo(1 / (1 + Math.exp(2 - 5 * (q10[index] ?? 0))), 6);
    }
  });

  const approving: Replies = (question) => (question.includes("A: it is right") ? "A" : "B");

  it.each<{ name: string; more: Replies; source: string; value: number }>([
    { name: "the model's own verdict", more: approving, source: "self-check", value: 0.8 },
    { name: "what it answers again", more: () => "the capital is paris", source: "agreement", value: 0.75 },
    { name: "the wording", more: () => "", source: "heuristic", value: 0.7 },
  ])(
    "comes from $name, marked and capped, when the engine reports no probabilities",
    async ({ more, source, value }) => {
      const { text, detail } = await confidenceOf(undefined, more);

      expect(text).toBe("The capital is Paris.");
      expect(detail).toMatchObject({ source, calibrated: false, labels: 0 });
      expect(detail?.value).toBeCloseTo(value, 10);
    },
  );
});
