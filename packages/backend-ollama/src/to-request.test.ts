import { EmbedRequest, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { toEmbedBody, toRenderCall, toTextCall } from "./to-request.js";

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
    ];

    expect(toTextCall(ask({ messages }))).toEqual({ endpoint: "/api/chat", body: { ...always, messages } });
  });

  it("leaves it to Ollama to go on with a last message of the assistant, and only where that is wanted", () => {
    const messages = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hel" },
    ];
    const call = toTextCall(ask({ messages, continueLastMessage: true }));

    expect(call).toEqual({ endpoint: "/api/chat", body: { ...always, messages } });
    expect(() => toTextCall(ask({ messages }))).toThrow("continue_last_message");
  });

  it("sends a rendered prompt raw, so that no template is put around it", () => {
    const { endpoint, body } = toTextCall(ask({ prompt: "<user>Hi<assistant>", raw: true }));

    expect({ endpoint, body }).toEqual({
      endpoint: "/api/generate",
      body: { ...always, prompt: "<user>Hi<assistant>", raw: true },
    });
  });

  it("refuses token ids with not-capable, and names what would do", () => {
    expect(() => toTextCall(ask({ promptTokenIds: [1] }))).toThrow(
      expect.objectContaining({ code: "not-capable", message: expect.stringContaining("raw") }),
    );
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

describe("toRenderCall", () => {
  it("is the call itself, so that the model is not loaded anew, but renders only, and writes little where that is not known", () => {
    const call = toTextCall(
      ask({ prompt: "Hi", logprobs: true, options: { contextLength: 4096, maxTokens: 500, temperature: 0 } }),
    );

    expect(toRenderCall(call)).toEqual({
      endpoint: "/api/generate",
      body: {
        ...always,
        prompt: "Hi",
        stream: false,
        options: { num_ctx: 4096, num_predict: 1, temperature: 0 },
        _debug_render_only: true,
      },
    });
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
