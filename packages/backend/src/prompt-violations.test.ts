import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { promptViolations } from "./prompt-violations.js";

const violationsOf = (request: Parameters<typeof GenerateRequest.fromPartial>[0]): readonly string[] =>
  promptViolations(GenerateRequest.fromPartial(request)).map(({ field, description }) => `${field} ${description}`);

const user = { role: "user", content: "Why?" };
const assistant = { role: "assistant", content: "Bec" };

describe("promptViolations", () => {
  it.each([
    { request: { prompt: "Why?" } },
    { request: { prompt: "Why?", raw: true } },
    { request: { messages: [user, assistant, user] } },
    { request: { messages: [user, assistant], continueLastMessage: true } },
    { request: { promptTokenIds: [1] } },
  ])("has nothing against $request", ({ request }) => {
    expect(violationsOf(request)).toEqual([]);
  });

  it.each([
    { request: {}, says: ["prompt must be set, or messages in its place"] },
    {
      request: { prompt: "a", messages: [user], promptTokenIds: [1] },
      says: ["messages must not be set together with prompt", "prompt_token_ids must not be set together with prompt"],
    },
    {
      request: { messages: [{ role: "tool\n", content: "b" }] },
      says: ['messages[0].role must be system, user or assistant, not "tool\\u{a}"'],
    },
    {
      request: { messages: [user, assistant] },
      says: ["messages[1].role must be user in the last message, or assistant with continue_last_message"],
    },
    {
      request: { messages: [user], continueLastMessage: true },
      says: ["continue_last_message needs a last message of the assistant"],
    },
    {
      request: { messages: [user], raw: true },
      says: ["raw needs a prompt: it says that the prompt is rendered"],
    },
  ])("names what is wrong with $request", ({ request, says }) => {
    expect(violationsOf(request)).toEqual(says);
  });
});
