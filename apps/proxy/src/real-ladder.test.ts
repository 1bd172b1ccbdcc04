import { fileURLToPath } from "node:url";
import { type ExecutePipelineResponse, type StageResult } from "@compute-proxy/api";
import { textOf } from "@compute-proxy/client";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { grpcurlCall, grpcurlPath } from "./testing/grpcurl.js";
import { questions } from "./testing/ladder-questions.js";
import { adaptive, ladderMissing, realLadder } from "./testing/real-ladder.js";
import { computeProxy } from "./testing/run-command.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

const easy = "Name the chemical symbol for gold.";
const hard = "What is 17 * 23? Answer with only the number.";
const minutes = 60_000;

/** The user's document, name by name and in its order; more fields may follow inside metadata, the result and the response. */
const printed =
  /^\{\n {2}"pipeline_id": "adaptive-text",\n {2}"success": true,\n {2}"final_output": \{\n {4}"text": "391"\n {2}\},\n {2}"stage_results": \[\n {4}\{\n {6}"stage_id": "generate-text",\n {6}"backend": "ollama-nvidia",\n {6}"success": true,\n {6}"metadata": \{\n {8}"forwarded": true,\n {8}"confidence": C,\n {8}"attempt_count": 3,[\s\S]*\n {2}"total_time_ms": \d+,/u;

const describeReal = ladderMissing === undefined ? describe : describe.skip;
const title = ladderMissing === undefined ? "the real ladder" : `the real ladder (skipped: ${ladderMissing})`;

describeReal(title, () => {
  let proxy: TestProxy;
  beforeAll(async () => {
    proxy = await startTestProxy(realLadder([adaptive("adaptive-text", 0.75, 48)]));
  }, minutes);
  afterAll(() => proxy.close());

  const describeGrpcurl = grpcurlPath === undefined ? describe.skip : describe;

  describeGrpcurl("for stock grpcurl, with nothing but reflection", () => {
    const ask = async (text: string): Promise<string> => {
      const { out } = await grpcurlCall(proxy.proxy.address, "ExecutePipeline", {
        pipeline_id: "adaptive-text",
        input: { text },
      });
      return out;
    };

    it(
      "keeps an easy question on the small model",
      async () => {
        const response: unknown = JSON.parse(await ask(easy));

        expect(response).toMatchObject({
          pipeline_id: "adaptive-text",
          success: true,
          final_output: { text: expect.stringContaining("Au") },
          stage_results: [
            {
              stage_id: "generate-text",
              backend: "ollama-npu",
              success: true,
              metadata: { forwarded: false, attempt_count: 1, emulated: true },
            },
          ],
        });
      },
      5 * minutes,
    );

    it(
      "escalates a hard question to a right answer, with the JSON of the user's document to the letter",
      async () => {
        const out = await ask(hard);

        expect(JSON.parse(out)).toMatchObject({
          final_output: { text: "391" },
          stage_results: [{ backend: "ollama-nvidia", metadata: { forwarded: true, attempt_count: 3 } }],
        });
        expect(out.replace(/"confidence": [\d.]+/u, '"confidence": C')).toMatch(printed);
      },
      5 * minutes,
    );
  });

  it(
    "gives the client and the command line the same",
    async () => {
      const fromClient = await proxy.client.runPipeline("adaptive-text", hard);
      const words = ["run", "adaptive-text", "--address", proxy.proxy.address, "--text", hard, "--json"];
      const { code, out } = await computeProxy(words, { limitMs: 2 * minutes });

      expect(textOf(fromClient)).toBe("391");
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        final_output: { text: "391" },
        stage_results: [{ backend: "ollama-nvidia" }],
      });
    },
    5 * minutes,
  );

  it(
    "logs one line per forwarding decision, without the question or an answer",
    async () => {
      const { runId } = await proxy.client.runPipeline("adaptive-text", hard);

      const lines = proxy.logged.filter((line) => line["run_id"] === runId && line["msg"] === "forwarded");
      expect(lines.map(({ from, to, kind }) => [from, to, kind])).toEqual([
        ["ollama-npu", "ollama-intel", "escalation"],
        ["ollama-intel", "ollama-nvidia", "escalation"],
      ]);
      const texts = JSON.stringify(proxy.logged, (_, value: unknown) => (typeof value === "number" ? 0 : value));
      expect(texts).not.toMatch(/17 \* 23|\b391\b/u);
    },
    5 * minutes,
  );
});

describeReal(`${title}, calibrated`, () => {
  const least = 0.5;
  let proxy: TestProxy;
  beforeAll(async () => {
    const file = fileURLToPath(new URL("../../../config/calibration.real-ladder.json", import.meta.url));
    proxy = await startTestProxy(realLadder([adaptive("adaptive-text", least, 48)], { calibration: { file } }));
  }, minutes);
  afterAll(() => proxy.close());

  it.each([easy, hard, "What is the capital of France? Answer with one word."])(
    "hands on what is under min_confidence by the fitted score: %s",
    async (question) => {
      const { metadata } = stageOf(await proxy.client.runPipeline("adaptive-text", question));

      for (const { confidenceDetail, confidence = 0, outcome } of metadata?.attempts ?? []) {
        expect(confidenceDetail).toMatchObject({ source: "logprobs", calibrated: true, version: 2, labels: 120 });
        expect(confidenceDetail?.brier).toBeLessThan(0.25);
        expect(outcome).toBe(confidence >= least ? "accepted" : "rejected");
      }
      expect(metadata?.nonePassed ?? false).toBe((metadata?.confidence ?? 0) < least);
    },
    5 * minutes,
  );

  it(
    "hands on the hard question, and keeps the right answer",
    async () => {
      const stage = stageOf(await proxy.client.runPipeline("adaptive-text", hard));

      expect(stage.metadata?.attempts.map(({ outcome }) => outcome)).toContain("rejected");
      expect(stage.metadata?.forwarded).toBe(true);
    },
    5 * minutes,
  );
});

describeReal(`${title}, over ${questions.length} questions`, () => {
  const thresholds = [0, 0.5, 0.75, 0.9, 1];
  const pipelineAt = (threshold: number): string => `at-${threshold * 100}`;
  const answers = new Map<number, ExecutePipelineResponse[]>(thresholds.map((threshold) => [threshold, []]));
  let proxy: TestProxy;

  beforeAll(async () => {
    proxy = await startTestProxy(
      realLadder(thresholds.map((threshold) => adaptive(pipelineAt(threshold), threshold, 8))),
    );
    // One question after the other, so that an engine that is asked again still holds the prompt.
    for (const question of questions) {
      for (const threshold of thresholds)
        answers.get(threshold)?.push(await proxy.client.runPipeline(pipelineAt(threshold), question));
    }
  }, 20 * minutes);
  afterAll(() => proxy.close());

  const attemptsAt = (threshold: number): number =>
    (answers.get(threshold) ?? []).reduce((sum, response) => sum + (stageOf(response).metadata?.attemptCount ?? 0), 0);

  it("forwards nothing at min_confidence 0, more with each higher threshold, and everything at 1", () => {
    const attempts = thresholds.map(attemptsAt);

    expect(attempts[0]).toBe(questions.length);
    expect(attempts).toEqual(attempts.toSorted((a, b) => a - b));
    expect(attempts.at(-1)).toBe(3 * questions.length);
  });

  it("returns the best attempt when none passed, and says so", () => {
    for (const response of answers.get(1) ?? []) {
      const { metadata, backend } = stageOf(response);
      const best = Math.max(...(metadata?.attempts.map(({ confidence }) => confidence ?? 0) ?? []));
      expect(metadata).toMatchObject({ nonePassed: true, confidence: best });
      expect(metadata?.attempts.findLast(({ confidence }) => confidence === best)?.backend).toBe(backend);
    }
  });

  it(
    "returns the text of that attempt",
    async () => {
      for (const [index, all] of (answers.get(1) ?? []).slice(0, 3).entries()) {
        const annotations = { target: stageOf(all).backend };
        const alone = await proxy.client.runPipeline(pipelineAt(1), questions[index] ?? "", { annotations });
        expect(textOf(all)).toBe(textOf(alone));
      }
    },
    5 * minutes,
  );
});

function stageOf({ stageResults: [first] }: ExecutePipelineResponse): StageResult {
  if (!first) throw new Error("a run without a stage");
  return first;
}
