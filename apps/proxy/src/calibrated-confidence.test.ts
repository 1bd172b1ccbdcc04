import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Backend, Pipeline, PipelineInput } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { createRegistry } from "@compute-proxy/backend";
import { createSimulatedAdapter } from "@compute-proxy/backend-simulated";
import {
  brier,
  calibrationFileText,
  fitConfidence,
  type LabelledFeatures,
  tokenFeatures,
  tokenPrior,
} from "@compute-proxy/calibration";
import type { Clock } from "@compute-proxy/core";
import { textOf } from "@compute-proxy/client";
import { execute, foldResult } from "@compute-proxy/pipeline";
import { describe, expect, it } from "@jest/globals";
import { openCalibration } from "./open-calibration.js";

/** Every sleep is over at once. */
const hurried: Clock = { now: () => 0, sleep: () => Promise.resolve() };

const model = "qwen2.5:0.5b";
const small = Backend.fromPartial({ id: "small", type: "simulated", hardware: "npu", models: { preferred: [model] } });
const large = Backend.fromPartial({
  id: "large",
  type: "simulated",
  hardware: "nvidia",
  models: { preferred: ["llama3:70b"] },
});
const pipeline = Pipeline.fromPartial({
  id: "ask",
  stages: [
    {
      id: "answer",
      type: "text_generation",
      model,
      preferredBackend: "small",
      forwardingPolicy: { enableConfidenceCheck: true, minConfidence: 0.5, escalationPath: ["small", "large"] },
    },
  ],
});
/** Shows the draft itself, also where the ladder would hand it on. */
const onSmall = Pipeline.fromPartial({
  id: "small",
  stages: [{ id: "answer", type: "text_generation", model, preferredBackend: "small" }],
});
const isRight = (text: string): boolean => text.includes("stands for a right answer");
const signal = new AbortController().signal;

/** Answers of the small model, judged. */
async function labels(count: number): Promise<{ readonly samples: LabelledFeatures[]; readonly digest: string }> {
  const { port } = createSimulatedAdapter({ definition: small, clock: hurried });
  const samples: LabelledFeatures[] = [];
  let digest = "";
  for (let number = 0; number < count; number += 1) {
    const prompt = `Tell me about the labelled thing ${number}.`;
    const tokens: Array<{ token: string; logprob: number }> = [];
    let text = "";
    for await (const { part } of port.generate(GenerateRequest.fromPartial({ model, prompt, logprobs: true }), {
      signal,
    })) {
      if (part?.$case === "end") digest = part.value.modelDigest;
      if (part?.$case !== "delta") continue;
      text += part.value.text;
      tokens.push(...part.value.logprobs);
    }
    samples.push({ features: tokenFeatures(tokens), good: isRight(text), group: prompt });
  }
  return { samples, digest };
}

/** A calibration file for the digest, as the configuration names one, and what the proxy reads from it. */
async function calibrationOf(samples: readonly LabelledFeatures[], digest: string) {
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-"));
  const fittedOn = { model: digest, task: "*", set: "labelled things" };
  const confidence = fitConfidence(samples, { prior: tokenPrior, fittedOn });
  const text = calibrationFileText({
    created: "2026-11-22T19:00:00Z",
    questionSet: { name: "labelled things", digest: "", count: samples.length },
    entries: [{ model, modelDigest: digest, task: "*", confidence }],
  });
  try {
    await writeFile(join(folder, "calibration.json"), text);
    return await openCalibration(join(folder, "calibration.json"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What became of the small model's answers to fresh questions. */
async function drafts(calibration: Awaited<ReturnType<typeof calibrationOf>>) {
  const entries = [small, large].map((definition) => ({
    definition,
    adapter: createSimulatedAdapter({ definition, clock: hurried }),
  }));
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 3 }, clock: hurried });
  const routing = { defaultBackend: undefined, fallbackStrategy: "next_best" } as const;
  const found = [];
  for (let number = 0; number < 120; number += 1) {
    const input = PipelineInput.fromPartial({ text: `Tell me about the fresh thing ${number}.` });
    const context = { runId: `run-${number}`, registry, routing, clock: hurried, signal, calibration };
    const { stageResults } = await foldResult(execute(pipeline, input, context));
    const draft = stageResults[0]?.metadata?.attempts[0];
    const alone = await foldResult(execute(onSmall, input, context));
    const good = isRight(textOf(alone) ?? "");
    found.push({ detail: draft?.confidenceDetail, outcome: draft?.outcome, good });
  }
  await registry.close();
  return found;
}
describe("a calibration file", () => {
  it("decides by what labels have taught, more truly than version 1, on the simulated backend", async () => {
    const { samples, digest } = await labels(300);
    const before = await drafts(undefined);
    const after = await drafts(await calibrationOf(samples, digest));

    const decided = (all: typeof before) => all.map(({ outcome }) => outcome);
    const error = (all: typeof before) =>
      brier(all.map(({ detail, good }) => ({ probability: detail?.value ?? Number.NaN, good })));
    expect(before.every(({ detail }) => detail?.version === 1 && detail.calibrated === false)).toBe(true);
    expect(after.every(({ detail }) => detail?.version === 2 && detail.calibrated === true)).toBe(true);
    expect(after[0]?.detail).toMatchObject({ labels: 300, modelDigest: digest, task: "*" });
    expect(decided(after)).not.toEqual(decided(before));
    expect(error(after)).toBeLessThan(error(before) ?? 0);
  });

  it("changes nothing for a model of another digest", async () => {
    const { samples } = await labels(40);

    const after = await drafts(await calibrationOf(samples, "another-digest"));

    expect(after.every(({ detail }) => detail?.version === 1)).toBe(true);
  });
});

describe("openCalibration", () => {
  it("opens nothing where nothing is named", async () => {
    expect(await openCalibration(undefined)).toBeUndefined();
  });

  it.each([
    {
      name: "does not exist",
      file: "/nowhere/calibration.json",
      says: 'calibration file "/nowhere/calibration.json" cannot be read;',
    },
    { name: "is a folder", file: tmpdir(), says: "cannot be read" },
    { name: "is something else", file: new URL(import.meta.url).pathname, says: "is not JSON" },
  ])("refuses a file that $name", async ({ file, says }) => {
    await expect(openCalibration(file)).rejects.toThrow(says);
    await expect(openCalibration(file)).rejects.toThrow("compute-proxy calibrate");
  });
});
