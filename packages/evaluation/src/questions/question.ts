import { type Grader } from "../graders/grader.js";

/** The two halves: what is fitted is fitted on `train`, what is reported is measured on `test`. */
export const splits = ["train", "test"] as const;
export type Split = (typeof splits)[number];

/** The eight kinds of questions of our own set. A set of yours may name others. */
export const families = [
  ...(["arithmetic", "transform", "fact", "reading", "extraction", "code", "unanswerable", "instruction"] as const),
] as const;
export type Family = (typeof families)[number];

/** A question, as a line of its file holds it. */
export interface Question {
  /** Unique in its file. */
  readonly id: string;
  readonly family: string;
  readonly split: Split;
  /** 1 (a very small model can) to 5. */
  readonly difficulty: number;
  readonly prompt: string;
  readonly grader: Grader;
  /** The longest answer, in tokens. */
  readonly max_tokens: number;
}
