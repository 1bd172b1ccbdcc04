import { type Difficulty } from "./draft.js";

/** A paragraph of our own and one question about it. */
export interface Paragraph {
  readonly source: string;
  readonly difficulty: Difficulty;
  readonly text: string;
  readonly question: string;
  readonly accept: readonly string[];
  readonly rivals: readonly string[];
  /** The unit, where the answer is a number. */
  readonly unit?: string;
}
