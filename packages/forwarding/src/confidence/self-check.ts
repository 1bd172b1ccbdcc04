import type { ChatMessage } from "@compute-proxy/api";
import type { TokenLogprob } from "@compute-proxy/api/backend/v1";

/** One of the two answers that a self-check leaves. */
export type Letter = "A" | "B";

/** A letter, and nothing more. */
export const checkTokens = 1;

/**
 * Small models approve of most of what they wrote, so a self-check is never worth more than three votes that agree: over the 0.75 of
 * the shipped pipelines, but far under what token probabilities may reach (0.95).
 */
export const selfCheckCap = 0.8;

/** What a model says of its own answer. */
export interface CheckVote {
  readonly saysRight: boolean;
  /** That the answer is right. Undefined where the engine gives no probabilities. */
  readonly probability: number | undefined;
}

/** The conversation with the question whether its last answer is right; `right` is the letter that says so. */
export function checkQuestion(messages: readonly ChatMessage[], answer: string, right: Letter): readonly ChatMessage[] {
  const [a, b] = right === "A" ? ["right", "wrong"] : ["wrong", "right"];
  const content = `Is your answer above right? A: it is ${a}. B: it is ${b}. Reply with the letter alone.`;
  return [...messages, { role: "assistant", content: answer }, { role: "user", content }];
}

/** The vote in a reply; undefined when it is no letter. */
export function readCheck(
  reply: { readonly text: string; readonly logprobs: readonly TokenLogprob[] },
  right: Letter,
): CheckVote | undefined {
  const letter = letterOf(reply.text);
  if (letter === undefined) return undefined;
  const saysRight = letter === right;
  const logprob = reply.logprobs.find(({ token }) => letterOf(token) === letter)?.logprob;
  if (logprob === undefined) return { saysRight, probability: undefined };
  const chosen = Math.min(1, Math.exp(logprob));
  return { saysRight, probability: saysRight ? chosen : 1 - chosen };
}

function letterOf(text: string): Letter | undefined {
  const letter = /^[\s*_"'`(]*([ab])[\s*_"'`).:]*$/iu.exec(text)?.[1]?.toUpperCase();
  return letter === "A" || letter === "B" ? letter : undefined;
}
