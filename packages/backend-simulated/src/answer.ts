import { createHash } from "node:crypto";
import type { Conversation } from "./conversation.js";
import { draws } from "./draws.js";
import { findQuestion, normalise } from "./find-question.js";
import type { SimulatedModel } from "./models.js";
import { normalShare } from "./normal.js";
import type { Question } from "./question.js";
import { chanceOfRight } from "./quality.js";
import { seededRandom } from "./random.js";
import type { Sampling } from "./sampling.js";
import { tokenProbabilities } from "./token-law.js";
import { tokenize } from "./tokenize.js";

/** Who answers. */
export interface Answerer {
  readonly seed: number;
  /** The backend's id. */
  readonly backend: string;
  readonly model: Pick<SimulatedModel, "name" | "quality">;
}

/** One token of an answer, and how likely the model found it. */
export interface Token {
  readonly text: string;
  readonly probability: number;
}

/** A whole answer, before any limit cuts it. */
export interface Answer {
  readonly kind: "right" | "wrong";
  readonly tokens: readonly Token[];
}

/**
 * The answer that this seed, backend and model give. A bundled question has the same draws whatever template it stands in;
 * of another prompt every word counts.
 */
export function answerTo(
  conversation: Conversation,
  answerer: Answerer,
  sampling: Pick<Sampling, "freedom" | "seed">,
): Answer {
  const { seed, backend, model } = answerer;
  const question = findQuestion(conversation.question);
  const topic = normalise(question?.prompt ?? conversation.text);
  const difficulty = question?.difficulty ?? seededRandom(seed, "difficulty", topic)();

  const draw = draws([seed, backend, model.name, topic], sampling.freedom, sampling.seed);
  const kind = normalShare(draw()) < chanceOfRight(model.quality, difficulty) ? "right" : "wrong";
  const choice = normalShare(draw());

  const tokens = tokenize(question ? known(question, kind, choice) : unknown(topic, kind));
  const probabilities = tokenProbabilities(kind, tokens.length, draw);
  return { kind, tokens: tokens.map((text, index) => ({ text, probability: probabilities[index] ?? 0 })) };
}

function known(question: Question, kind: Answer["kind"], choice: number): string {
  if (kind === "right") return question.right;
  const index = Math.min(question.wrong.length - 1, Math.floor(choice * question.wrong.length));
  return question.wrong[index] ?? question.wrong[0];
}

const filler = [
  "The prompt is not among the bundled questions, so there is no real text for it.",
  "A device with these characteristics would have written about this much, in about this time.",
  "How hard the prompt is was drawn from its words and the seed.",
  "Whether the answer counts as right follows from that and from the quality of the model.",
  "The probabilities of these tokens follow the law of such answers.",
];

/** One to six sentences, the same for each backend that answers alike. */
function unknown(topic: string, kind: Answer["kind"]): string {
  const name = createHash("sha256").update(topic).digest("hex").slice(0, 8);
  const sentences = Math.floor(seededRandom("length", topic)() * (filler.length + 1));
  return [`[simulated] This text stands for a ${kind} answer to prompt ${name}.`, ...filler.slice(0, sentences)].join(
    " ",
  );
}
