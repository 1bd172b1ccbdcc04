import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { printable, ProxyError } from "@compute-proxy/core";

/** What a request asks. */
export interface Conversation {
  /** All that the model reads. */
  readonly text: string;
  /** The part to be answered: the prompt, or the last message. */
  readonly question: string;
}

const roles = ["system", "user", "assistant"];

/** Reads prompt or messages. Throws `invalid-request` unless exactly one of them is set and the last message is the user's. */
export function conversationOf({ prompt, messages }: GenerateRequest): Conversation {
  if ((prompt === "") === (messages.length === 0)) throw invalid("exactly one of prompt and messages must be set");
  const last = messages.at(-1);
  if (!last) return { text: prompt, question: prompt };
  for (const { role } of messages) {
    if (!roles.includes(role))
      throw invalid(`a message has the role "${printable(role)}"; it must be one of ${roles.join(", ")}`);
  }
  if (last.role !== "user") {
    throw invalid(
      `the last message is the ${last.role}'s and must be the user's: the simulated engine continues no answer`,
    );
  }
  return { text: messages.map(({ role, content }) => `${role}: ${content}\n`).join(""), question: last.content };
}

function invalid(what: string): ProxyError {
  return new ProxyError("invalid-request", what);
}
