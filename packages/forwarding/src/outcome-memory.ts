import type { FeatureVector } from "@compute-proxy/calibration";
import type { AnswerFacts } from "./confidence/calibration-book.js";

/** An answered text stage, as a later verdict on it needs it. Neither the prompt nor the answer is in it. */
export interface JudgedRun {
  readonly runId: string;
  readonly stageId: string;
  readonly facts: AnswerFacts;
  readonly features: FeatureVector;
  /** 0 to 1, as the client was told. */
  readonly confidence: number;
}

/** Keeps answers for a while, so that somebody can say whether they were good. */
export interface OutcomeMemory {
  /** Called once for each answered text stage with a measured confidence. Takes no time and never throws. */
  remember(answer: JudgedRun): void;
}
