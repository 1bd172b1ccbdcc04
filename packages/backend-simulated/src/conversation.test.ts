import { describe, expect, it } from "@jest/globals";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { conversationOf } from "./conversation.js";
import { renderPrompt } from "./render.js";
import { encodeText } from "./vocabulary.js";

const render = (request: Parameters<typeof GenerateRequest.fromPartial>[0]): string =>
  renderPrompt(GenerateRequest.fromPartial(request));
const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

describe("a rendered prompt", () => {
  it.each([
    {
      what: "a prompt is the question",
      request: { prompt: "Why?" },
      conversation: { text: "Why?", question: "Why?", begun: "" },
    },
    {
      what: "of messages the last is the question",
      request: { messages: [{ role: "system", content: "Be brief." }, user("Why?")] },
      conversation: { text: "<|system|>Be brief.<|user|>Why?", question: "Why?", begun: "" },
    },
    {
      what: "earlier answers are no begun one",
      request: { messages: [user("Hi"), assistant("Hello"), user("Why?")] },
      conversation: { text: "<|user|>Hi<|assistant|>Hello<|user|>Why?", question: "Why?", begun: "" },
    },
    {
      what: "an assistant's last message is begun",
      request: { messages: [user("Why?"), assistant("Bec")], continueLastMessage: true },
      conversation: { text: "Why?", question: "Why?", begun: "Bec" },
    },
    {
      what: "a raw prompt without marks is the question",
      request: { prompt: "Why?", raw: true },
      conversation: { text: "Why?", question: "Why?", begun: "" },
    },
    {
      what: "a prompt may hold the marks",
      request: { prompt: "What is <|assistant|> for?" },
      conversation: { text: "What is <|assistant|> for?", question: "What is <|assistant|> for?", begun: "" },
    },
  ])("says the same to everybody who reads it: $what", ({ request, conversation }) => {
    const rendered = render(request);

    expect(conversationOf(rendered)).toEqual(conversation);
    expect(render({ prompt: rendered, raw: true })).toBe(rendered);
    expect(render({ promptTokenIds: encodeText(rendered) })).toBe(rendered);
  });

  it("is refused with every violation", () => {
    const request = { prompt: "a", messages: [user("b"), assistant("c")] };

    expect(() => render(request)).toThrow(
      expect.objectContaining({ code: "invalid-request", violations: [expect.anything(), expect.anything()] }),
    );
  });
});
