import { createHash } from "node:crypto";
import type { Question } from "../questions/question.js";

/** SHA-256 of what was asked and how it is graded: two sets of one digest ask the same, whatever their files look like. */
export function questionSetDigest(questions: readonly Question[]): string {
  const asked = questions.map(({ id, family, split, difficulty, prompt, grader, max_tokens }) => [
    id,
    family,
    split,
    difficulty,
    prompt,
    grader,
    max_tokens,
  ]);
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
