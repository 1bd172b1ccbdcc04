import type { Question } from "./question.js";
import { questions } from "./questions/index.js";

/** Text as questions are compared: lower case, single spaces, no quotes or punctuation at the end. */
export function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .replace(/[\s.?!"'`]+$/u, "")
    .trimStart();
}

const byLength = questions
  .map((question) => ({ question, text: normalise(question.prompt) }))
  .toSorted((a, b) => b.text.length - a.text.length);

/**
 * The bundled question that a prompt is or ends with, as at the end of a template; else the one that its last such line
 * ends with, as where a draft follows the task. The longest that fits.
 */
export function findQuestion(prompt: string): Question | undefined {
  for (const text of [prompt, ...prompt.split("\n").toReversed()]) {
    const asked = normalise(text);
    const found = byLength.find(
      (known) => asked.endsWith(known.text) && !endsInWord(asked.slice(0, -known.text.length)),
    );
    if (found) return found.question;
  }
  return undefined;
}

function endsInWord(text: string): boolean {
  return /[\p{L}\p{N}]$/u.test(text);
}
