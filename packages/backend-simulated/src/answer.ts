import { afterForeignText, allAnswerTexts, answerText } from "./answer-texts.js";
import type { Conversation } from "./conversation.js";
import { draws } from "./draws.js";
import { findQuestion, normalise } from "./find-question.js";
import { goOn } from "./go-on.js";
import type { SimulatedModel } from "./models.js";
import { normalShare } from "./normal.js";
import { chanceOfRight } from "./quality.js";
import { seededRandom } from "./random.js";
import type { Sampling } from "./sampling.js";
import { tokenProbabilities } from "./token-law.js";
import { tokenize } from "./tokenize.js";

/** Who answers. Where it runs changes nothing: the same model on another backend goes on with its answer. */
export interface Answerer {
  readonly seed: number;
  readonly model: Pick<SimulatedModel, "name" | "quality">;
}

/** One token of an answer, and how likely the model found it. */
export interface Token {
  readonly text: string;
  readonly probability: number;
}

/** A whole answer, or the rest of a begun one, before any limit cuts it. */
export interface Answer {
  readonly kind: "right" | "wrong";
  readonly tokens: readonly Token[];
}

/**
 * The answer that this seed and model give, without what of it is there already. A bundled question has the same draws whatever
 * template it stands in; of another prompt every word counts.
 */
export function answerTo(
  { text, question: asked, begun }: Conversation,
  { seed, model }: Answerer,
  sampling: Pick<Sampling, "freedom" | "seed">,
): Answer {
  const question = findQuestion(asked);
  const topic = normalise(question?.prompt ?? text);
  const difficulty = question?.difficulty ?? seededRandom(seed, "difficulty", topic)();

  const draw = draws([seed, model.name, topic], sampling.freedom, sampling.seed);
  const kind = normalShare(draw()) < chanceOfRight(model.quality, difficulty) ? "right" : "wrong";
  const drawn = answerText(question, topic, kind, normalShare(draw()));

  // A draft of other draws is taken up too, as a real model takes up what it might have written.
  const own = [drawn, ...allAnswerTexts(question, topic)].find((answer) => answer.startsWith(begun));
  const tokens = tokenize(own ?? afterForeignText);
  const probabilities = tokenProbabilities(kind, tokens.length, draw);
  const whole = tokens.map((token, index) => ({ text: token, probability: probabilities[index] ?? 0 }));
  return { kind, tokens: goOn(whole, own === undefined ? endWithin(begun) : begun.length) };
}

/** How much of the text that follows a foreign one is there already. */
function endWithin(begun: string): number {
  let length = Math.min(begun.length, afterForeignText.length);
  while (!begun.endsWith(afterForeignText.slice(0, length))) length -= 1;
  return length;
}
