import type { BegunText } from "../ollama/begun-text.js";
import { restOfTokens } from "../ollama/begun-text.js";
import { render } from "../render.js";
import { healthy, type Script } from "../step.js";
import { type FaultCase, only, type ScriptFault } from "./definition.js";

/** Faults of an engine that is given a begun answer, raw or as the assistant's last message. Other requests are answered well. */
export const continuationFaults = {
  "ignore-begun": going(
    "Writes its text from the beginning, whatever of it was there already.",
    ({ tokens }) => tokens,
  ),
  "token-boundaries": going(
    "Goes on with a begun text exactly only where a token ends: else it repeats the space, or loses the word.",
    restOfTokens,
  ),
} as const satisfies Record<string, ScriptFault>;

function going(does: string, rest: (begun: BegunText) => readonly string[]): ScriptFault {
  return only(["text"], does, ({ answer, rendered }: FaultCase): Script => {
    if (answer.kind !== "text" || !answer.plan.begun) return healthy(rendered);
    const { begun } = answer.plan;
    const tokens = rest(begun);
    const plan = { ...answer.plan, tokens: tokens.slice(0, begun.limit) };
    return healthy(render({ kind: "text", plan: { ...plan, doneReason: doneReason(tokens, begun.limit) } }));
  });
}

function doneReason(tokens: readonly string[], limit: number): "stop" | "length" {
  return tokens.length > limit ? "length" : "stop";
}
