import { numberAt } from "../seeded.js";
import type { LogprobPlan, TextPlan } from "./text-plan.js";

/** How many different sets there are; each can be written ahead. */
export const logprobVariants = 64;

/** The `logprobs` of one token, as Ollama sends them. */
export function logprobsOf({ tokens }: TextPlan, { variant, top }: LogprobPlan, index: number): readonly object[] {
  const token = tokens[index] ?? "";
  const logprob = logprobAt(variant, index);
  const own = entry(token, logprob);
  if (top === 0) return [own];
  const others = Array.from({ length: top - 1 }, (_, rank) => entry(` ${rank + 1}`, round(logprob - 0.9 * (rank + 1))));
  return [{ ...own, top_logprobs: [own, ...others] }];
}

/** Mostly near 0, now and then a doubtful one; never above 0. */
function logprobAt(variant: number, index: number): number {
  return round(-0.002 - 2.5 * numberAt(variant, index) ** 4);
}

function entry(token: string, logprob: number): object {
  return { token, logprob, bytes: [...Buffer.from(token)] };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
