import type { LabelledPrompt } from "../entry/neighbours.js";
import { type ConfidenceModel, isCalibrated } from "../model/confidence-model.js";
import { anyTask, type CalibrationEntry, type CalibrationFile } from "./calibration-file.js";

/** Whose answer it is, and to which kind of work. */
export interface AnswerFacts {
  /** The engine's name. */
  readonly model: string;
  /** Empty where the engine tells none. */
  readonly modelDigest: string;
  /** `<pipeline id>/<stage id>`. */
  readonly task: string;
}

/** What is known of a model before the first token of an answer. */
export interface EntryKnowledge {
  readonly promptModel: ConfidenceModel | undefined;
  readonly labelled: readonly LabelledPrompt[];
  /** The engine's name of the model that made the vectors. */
  readonly embeddingModel: string | undefined;
  /** How many verdicts stand behind it. */
  readonly labels: number;
}

/** What labels have taught about models. Undefined: nothing. */
export interface CalibrationBook {
  /** A model that labels stand behind. */
  confidence(facts: AnswerFacts): ConfidenceModel | undefined;
  /** The mean logprob of a window under which a draft is aborted. */
  earlyExitTheta(facts: AnswerFacts): number | undefined;
  entry(facts: AnswerFacts): EntryKnowledge | undefined;
}

/**
 * The book of a file. An entry of the very task goes before one of any task. The digest decides whose answer it is; the name does only
 * where the engine tells no digest, and then only if the file knows one model of that name.
 */
export function calibrationBook({ entries }: CalibrationFile): CalibrationBook {
  return {
    confidence: (facts) =>
      candidates(entries, facts)
        .map(({ confidence }) => confidence)
        .find(isCalibrated),
    earlyExitTheta: (facts) =>
      candidates(entries, facts)
        .flatMap(({ earlyExit }) => earlyExit ?? [])
        .map((rule) => (rule.kind === "abort-under" ? rule.theta : undefined))[0],
    entry: (facts) =>
      candidates(entries, facts)
        .flatMap(({ entry }) => entry ?? [])
        .map(({ promptModel, labelled, embeddingModel }) => ({
          promptModel,
          labelled,
          embeddingModel,
          labels: Math.max(promptModel.labels, labelled.length),
        }))[0],
  };
}

/** The entries that may speak for an answer, the most fitting first. */
function candidates(entries: readonly CalibrationEntry[], facts: AnswerFacts): readonly CalibrationEntry[] {
  const ofModel = facts.modelDigest === "" ? byName(entries, facts.model) : byDigest(entries, facts.modelDigest);
  return [facts.task, anyTask].flatMap((task) => ofModel.filter((entry) => entry.task === task));
}

function byDigest(entries: readonly CalibrationEntry[], digest: string): readonly CalibrationEntry[] {
  return entries.filter(({ modelDigest }) => modelDigest === digest);
}

/** Two models of one name: there is no telling which of them answers. */
function byName(entries: readonly CalibrationEntry[], name: string): readonly CalibrationEntry[] {
  const named = entries.filter(({ model }) => model === name);
  return new Set(named.map(({ modelDigest }) => modelDigest)).size > 1 ? [] : named;
}
