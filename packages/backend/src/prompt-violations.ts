import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { printable, type Violation } from "@compute-proxy/core";

const roles: ReadonlySet<string> = new Set(["system", "user", "assistant"]);

/**
 * What is wrong with what a generation is to go on from, the same for every engine: exactly one of prompt, messages and token ids. The
 * last message is the user's; the assistant's only where it is to be continued, because engines differ in what they make of it else.
 */
export function promptViolations(request: GenerateRequest): readonly Violation[] {
  return [...inputViolations(request), ...roleViolations(request), ...flagViolations(request)];
}

function* inputViolations({ prompt, messages, promptTokenIds }: GenerateRequest): Iterable<Violation> {
  const given = [
    ...(prompt === "" ? [] : ["prompt"]),
    ...(messages.length === 0 ? [] : ["messages"]),
    ...(promptTokenIds.length === 0 ? [] : ["prompt_token_ids"]),
  ];
  const [first, ...more] = given;
  if (first === undefined) yield { field: "prompt", description: "must be set, or messages in its place" };
  for (const field of more) yield { field, description: `must not be set together with ${first}` };
}

function* roleViolations({ messages, continueLastMessage }: GenerateRequest): Iterable<Violation> {
  for (const [index, { role }] of messages.entries()) {
    const field = `messages[${index}].role`;
    if (!roles.has(role)) {
      yield { field, description: `must be system, user or assistant, not "${printable(role)}"` };
    } else if (index === messages.length - 1 && role !== "user" && !continueLastMessage) {
      yield { field, description: "must be user in the last message, or assistant with continue_last_message" };
    }
  }
}

function* flagViolations({ prompt, messages, raw, continueLastMessage }: GenerateRequest): Iterable<Violation> {
  if (raw && prompt === "") yield { field: "raw", description: "needs a prompt: it says that the prompt is rendered" };
  if (continueLastMessage && messages.at(-1)?.role !== "assistant") {
    yield { field: "continue_last_message", description: "needs a last message of the assistant" };
  }
}
