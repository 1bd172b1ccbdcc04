import { createHash } from "node:crypto";
import type { Question } from "./question.js";
import { seededRandom } from "./random.js";

const filler = [
  "The prompt is not among the bundled questions, so there is no real text for it.",
  "A device with these characteristics would have written about this much, in about this time.",
  "How hard the prompt is was drawn from its words and the seed.",
  "Whether the answer counts as right follows from that and from the quality of the model.",
  "The probabilities of these tokens follow the law of such answers.",
];

/** What stands after a text that is not the engine's own. */
export const afterForeignText =
  " [simulated] From here on this text stands for the end of an answer that another model has begun.";

/** Texts whose words do not depend on the prompt, numbers apart. */
export const fixedTexts: readonly string[] = [
  [standsFor("right", ""), standsFor("wrong", ""), ...filler].join(" "),
  afterForeignText,
];

/** The text of an answer. `choice`, 0 to 1, chooses among the wrong ones of a bundled question. */
export function answerText(
  question: Question | undefined,
  topic: string,
  kind: "right" | "wrong",
  choice: number,
): string {
  if (!question) return unknown(topic, kind);
  if (kind === "right") return question.right;
  const index = Math.min(question.wrong.length - 1, Math.floor(choice * question.wrong.length));
  return question.wrong[index] ?? question.wrong[0];
}

/** Every text that answers a prompt, whatever is drawn. */
export function allAnswerTexts(question: Question | undefined, topic: string): readonly string[] {
  return question ? [question.right, ...question.wrong] : [unknown(topic, "right"), unknown(topic, "wrong")];
}

/** One to six sentences, the same for each model that answers alike. */
function unknown(topic: string, kind: "right" | "wrong"): string {
  // In digits, so that every token of it has an id.
  const number = createHash("sha256").update(topic).digest().readUInt32LE(0) % 1e8;
  const name = String(number).padStart(8, "0");
  const sentences = Math.floor(seededRandom("length", topic)() * (filler.length + 1));
  return [standsFor(kind, ` ${name}`), ...filler.slice(0, sentences)].join(" ");
}

function standsFor(kind: "right" | "wrong", name: string): string {
  return `[simulated] This text stands for a ${kind} answer to prompt${name}.`;
}
