import { logitOf, sigmoid } from "../fit/sigmoid.js";
import { type ConfidenceModel, isCalibrated } from "../model/confidence-model.js";
import { scoreConfidence } from "../model/score-confidence.js";
import type { EmbeddingVector } from "./cosine.js";
import { type LabelledPrompt, neighbourPrior, type NeighbourOptions } from "./neighbours.js";
import { promptFeatures } from "./prompt-features.js";

/** What is known before the first token. Each part may be missing. */
export interface EntryEvidence {
  readonly prompt: string;
  /** Fitted with `promptPrior`. */
  readonly model?: ConfidenceModel | undefined;
  readonly embedding?: EmbeddingVector | undefined;
  readonly labelled?: readonly LabelledPrompt[] | undefined;
}

/** P(good | prompt, model), and what it is from. */
export interface EntryPrior {
  readonly value: number;
  /** By the prompt's features. Absent without a model that labels stand behind. */
  readonly features?: number;
  /** By the nearest labelled prompts. Absent without an embedding or labels. */
  readonly neighbours?: number;
}

/** Nothing is certain before the first token, and one part alone must not decide. */
const nearestToCertain = 0.01;

/**
 * The prior that picks the entry rung: the two parts' mean log odds (a logarithmic opinion pool with equal weights;
 * Genest and Zidek, 1986), or the one there is. Undefined where there are no labels.
 */
export function entryPrior(evidence: EntryEvidence, options: NeighbourOptions = {}): EntryPrior | undefined {
  const { prompt, model, embedding, labelled = [] } = evidence;
  const features = model && isCalibrated(model) ? scoreConfidence(model, promptFeatures(prompt))?.value : undefined;
  const neighbours = embedding && neighbourPrior(embedding, labelled, options)?.value;
  const parts = [features, neighbours].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const odds = parts.map((part) => logitOf(Math.min(1 - nearestToCertain, Math.max(nearestToCertain, part))));
  const value = sigmoid(odds.reduce((sum, logit) => sum + logit, 0) / odds.length);
  return { value, ...(features !== undefined && { features }), ...(neighbours !== undefined && { neighbours }) };
}
