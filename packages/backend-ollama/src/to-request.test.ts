import { EmbedRequest, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { toEmbedBody, toTextCall } from "./to-request.js";

const ask = (rest: Parameters<typeof GenerateRequest.fromPartial>[0]): GenerateRequest =>
  GenerateRequest.fromPartial({ model: "smollm2:135m", ...rest });
const always = { model: "smollm2:135m", stream: true, truncate: false, shift: false };

describe("toTextCall", () => {
  it("sends a prompt to /api/generate, streamed, neither cut nor shifted, and nothing that was not set", () => {
    expect(toTextCall(ask({ prompt: "Hi" }))).toEqual({ endpoint: "/api/generate", body: { ...always, prompt: "Hi" } });
  });

  it("sends messages to /api/chat", () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hel" },
    ];

    expect(toTextCall(ask({ messages }))).toEqual({ endpoint: "/api/chat", body: { ...always, messages } });
  });

  it("asks for plain logprobs, without the costly alternatives, only when they are wanted", () => {
    const { body } = toTextCall(ask({ prompt: "Hi", logprobs: true }));

    expect(body).toEqual({ ...always, prompt: "Hi", logprobs: true });
  });

  it.each([
    { set: { maxTokens: 5 }, sent: { num_predict: 5 } },
    { set: { temperature: 0 }, sent: { temperature: 0 } },
    { set: { topP: 0.5 }, sent: { top_p: 0.5 } },
    { set: { topK: 3 }, sent: { top_k: 3 } },
    { set: { stop: ["\n", "END"] }, sent: { stop: ["\n", "END"] } },
    { set: { contextLength: 4096 }, sent: { num_ctx: 4096 } },
    { set: { seed: 0 }, sent: { seed: 0 } },
    { set: {}, sent: undefined },
  ])("sends the options $set as $sent", ({ set, sent }) => {
    expect(toTextCall(ask({ prompt: "Hi", options: set })).body["options"]).toEqual(sent);
  });

  it("names every violation at once", () => {
    const request = ask({
      prompt: "Hi",
      messages: [{ role: "robot\n", content: "" }],
      options: { maxTokens: 0, contextLength: 0 },
    });
    let violations: unknown;
    try {
      toTextCall(request);
    } catch (error) {
      violations = Reflect.get(Object(error), "violations");
    }

    expect(violations).toEqual([
      { field: "messages", description: "must not be set together with prompt" },
      { field: "messages[0].role", description: 'must be system, user or assistant, not "robot\\u{a}"' },
      { field: "options.max_tokens", description: "must be at least 1" },
      { field: "options.context_length", description: "must be at least 1" },
    ]);
  });
});

describe("toEmbedBody", () => {
  it("sends the text whole, never cut", () => {
    const body = toEmbedBody(EmbedRequest.fromPartial({ model: "all-minilm", text: "Hi" }));

    expect(body).toEqual({ model: "all-minilm", input: "Hi", truncate: false });
  });

  it("refuses an empty text, for which Ollama gives no vector", () => {
    expect(() => toEmbedBody(EmbedRequest.fromPartial({ model: "all-minilm" }))).toThrow("text must not be empty");
  });
});
