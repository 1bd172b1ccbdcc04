import { describe, expect, it } from "@jest/globals";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { conversationOf } from "./conversation.js";

const read = (request: Parameters<typeof GenerateRequest.fromPartial>[0]) =>
  conversationOf(GenerateRequest.fromPartial(request));

describe("conversationOf", () => {
  it("takes a prompt as it is", () => {
    expect(read({ prompt: "Why?" })).toEqual({ text: "Why?", question: "Why?" });
  });

  it("reads all messages and answers the last", () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Why?" },
    ];

    expect(read({ messages })).toEqual({ text: "system: Be brief.\nuser: Why?\n", question: "Why?" });
  });

  it.each([
    { request: {}, says: "exactly one of prompt and messages" },
    {
      request: { prompt: "a", messages: [{ role: "user", content: "b" }] },
      says: "exactly one of prompt and messages",
    },
    { request: { messages: [{ role: "tool", content: "b" }] }, says: 'the role "tool"' },
    { request: { messages: [{ role: "assistant", content: "b" }] }, says: "must be the user's" },
  ])("refuses $request", ({ request, says }) => {
    expect(() => read(request)).toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringContaining(says) }),
    );
  });
});
