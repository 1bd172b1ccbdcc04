import { type Constraint } from "../../graders/constraints/constraint.js";
import { type Difficulty } from "./draft.js";

/** A text to write, the rules for it, and a text that keeps them. */
export interface Instruction {
  readonly source: string;
  readonly difficulty: Difficulty;
  readonly prompt: string;
  readonly rules: readonly Constraint[];
  readonly reference: string;
}
