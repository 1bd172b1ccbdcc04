import type { ChatMessage } from "@compute-proxy/api";
import { didYouMean, printable, type Violation } from "@compute-proxy/core";
import { requestLimits } from "./request-limits.js";
import { tooLong } from "./text-violations.js";

const roles: readonly string[] = ["system", "user", "assistant"];
const field = "input.messages";

/** What is wrong with a conversation. */
export function messageViolations(messages: readonly ChatMessage[]): readonly Violation[] {
  const most = requestLimits.messages;
  if (messages.length > most)
    return [{ field, description: `has ${messages.length} messages; at most ${most} are allowed` }];
  const long = tooLong(
    field,
    messages.reduce((sum, { content }) => sum + content.length, 0),
  );
  if (long.length > 0) return long;
  const violations = messages.flatMap(turnViolations);
  const last = messages.at(-1);
  if (violations.length > 0 || !last || last.role === "user") return violations;
  return [{ field: `${field}[${messages.length - 1}].role`, description: 'the last message must have role "user"' }];
}

function turnViolations({ role, content }: ChatMessage, index: number): readonly Violation[] {
  const unknown = {
    field: `${field}[${index}].role`,
    description: `"${printable(role)}" is not a role${didYouMean(role, roles)}; roles are ${roles.join(", ")}`,
  };
  const blank = { field: `${field}[${index}].content`, description: "is blank" };
  return [...(roles.includes(role) ? [] : [unknown]), ...(content.trim() === "" ? [blank] : [])];
}
