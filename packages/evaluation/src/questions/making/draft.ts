import { type Grader } from "../../graders/grader.js";
import { type Family, type Split } from "../question.js";

/** How hard a question is meant to be: 1, a very small model can; 5, one of 1.5 billion parameters often fails. */
export type Difficulty = 1 | 2 | 3 | 4 | 5;

/** A question with an answer that is good, which the file does not hold. */
export interface Draft {
  readonly family: Family;
  /** What it is made from: a paragraph, a topic, a function. A source belongs to one half only. */
  readonly source: string;
  readonly split: Split;
  readonly difficulty: Difficulty;
  readonly prompt: string;
  readonly grader: Grader;
  readonly maxTokens: number;
  readonly reference: string;
}
