import { type Difficulty } from "./draft.js";

/** A function to write, calls with their results, and a solution that the file does not hold. */
export interface Exercise {
  readonly difficulty: Difficulty;
  readonly signature: string;
  readonly task: string;
  /** Each is the arguments and then the result. */
  readonly tests: readonly (readonly [...args: unknown[], returns: unknown])[];
  readonly solution: string;
}
