import { createHash } from "node:crypto";
import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { promptViolations } from "@compute-proxy/backend";
import { ProxyError } from "@compute-proxy/core";
import { decodeTokens } from "./vocabulary.js";

/** Where a turn of the user begins in a rendered prompt, and where the answer does. */
export const markOf = (role: string): string => `<|${role}|>`;

/** All simulated models have the same template. Changes whenever a request would be rendered in another way. */
export const templateDigest = createHash("sha256").update("simulated template 1").digest("hex");

/**
 * The prompt as the simulated engine reads it: all that decides its answer, sampling apart. Throws `invalid-request` unless exactly one
 * of prompt, messages and token ids is set and the last message is the user's, or the assistant's that is to be continued.
 */
export function renderPrompt(request: GenerateRequest): string {
  const violations = promptViolations(request);
  if (violations.length > 0) {
    const listed = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
    throw new ProxyError("invalid-request", listed, { violations });
  }
  const { prompt, messages, raw, promptTokenIds, continueLastMessage } = request;
  if (promptTokenIds.length > 0) return decodeTokens(promptTokenIds);
  if (raw) return prompt;
  const turns = messages.length > 0 ? messages : [{ role: "user", content: prompt }];
  const text = turns.map(({ role, content }) => markOf(role) + content).join("");
  return continueLastMessage ? text : text + markOf("assistant");
}
