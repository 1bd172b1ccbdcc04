import { createHash } from "node:crypto";

/** What the calibration knows of one model of a fake Ollama. */
export interface CalibratedModel {
  readonly name: string;
  /** The logit of every prompt's prior. Default 0. */
  readonly prior?: number;
  /** The mean logprob of a window under which its drafts are aborted. Default: no rule. */
  readonly theta?: number;
}

/** A calibration file of models that each have forty labels. */
export function calibrationText(models: readonly CalibratedModel[]): string {
  return JSON.stringify({
    kind: "compute-proxy-calibration",
    version: 1,
    created: "2026-11-22T12:00:00Z",
    question_set: { name: "rows", digest: "none", count: 40 },
    entries: models.map(entryOf),
  });
}

function entryOf({ name, prior = 0, theta }: CalibratedModel): unknown {
  const digest = createHash("sha256").update(name).digest("hex");
  const evidence = { good: 100, killed: 0, killedUpper: 0.03 };
  return {
    model: name,
    model_digest: digest,
    task: "*",
    confidence: constantModel("min_logprob", 0, digest),
    ...(theta === undefined ? {} : { early_exit: { kind: "abort-under", theta, ...evidence } }),
    entry: { prompt_model: constantModel("log_words", prior, digest), labelled: [] },
  };
}

/** A fitted model that scores everything alike. */
function constantModel(feature: string, logit: number, model: string): unknown {
  return {
    version: 2,
    features: [feature],
    mean: [0],
    scale: [1],
    weights: [0],
    bias: logit,
    calibration: { kind: "platt", slope: 1, intercept: 0 },
    labels: 40,
    brier: 0.1,
    ece: 0.05,
    fittedOn: { model, task: "*", set: "rows" },
  };
}
