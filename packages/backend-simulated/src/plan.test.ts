import { describe, expect, it } from "@jest/globals";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { type Plan, planGeneration, tokensWithin } from "./plan.js";

const model = { name: "m", capability: "text_generation", quality: 0.95, digest: "d", contextLength: 100 } as const;
const plan = (request: Parameters<typeof GenerateRequest.fromPartial>[0]): Plan =>
  planGeneration(GenerateRequest.fromPartial(request), model, 1);
const textOf = ({ deliveries }: Plan): string => deliveries.map(({ text }) => text).join("");
const france = "What is the capital of France?";

describe("planGeneration", () => {
  it("stops by itself", () => {
    const whole = plan({ prompt: france });

    expect(textOf(whole)).toBe("The capital of France is Paris.");
    expect(whole).toMatchObject({ tokensIn: 7, finishReason: "stop", deliveries: { length: 7 } });
  });

  it.each([
    { what: "max_tokens", options: { maxTokens: 3 }, tokens: 3, finishReason: "length" },
    { what: "an answer that just fits max_tokens", options: { maxTokens: 7 }, tokens: 7, finishReason: "stop" },
    { what: "the context", options: { contextLength: 12 }, tokens: 5, finishReason: "length" },
    { what: "a stop text", options: { stop: [" France"] }, tokens: 4, finishReason: "stop" },
    {
      what: "max_tokens before a stop text",
      options: { stop: ["Paris"], maxTokens: 5 },
      tokens: 5,
      finishReason: "length",
    },
  ])("ends by $what", ({ options, tokens, finishReason }) => {
    expect(plan({ prompt: france, options })).toMatchObject({ deliveries: { length: tokens }, finishReason });
  });

  it("refuses a prompt that leaves no room for an answer", () => {
    const code = "prompt-too-long";

    expect(plan({ prompt: france, options: { contextLength: 8 } }).deliveries).toHaveLength(1);
    expect(() => plan({ prompt: france, options: { contextLength: 7 } })).toThrow(expect.objectContaining({ code }));
    expect(() => plan({ prompt: "word ".repeat(100) })).toThrow(expect.objectContaining({ code }));
  });

  it("answers the last of several messages", () => {
    const messages = [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hello!" },
      { role: "user", content: france },
    ];

    expect(textOf(plan({ messages }))).toBe("The capital of France is Paris.");
  });

  it("varies with the seed only when the temperature is over 0", () => {
    const outcomes = (temperature: number): number =>
      new Set(
        Array.from({ length: 20 }, (_, seed) =>
          JSON.stringify(plan({ prompt: france, options: { temperature, seed } }).deliveries),
        ),
      ).size;

    expect(outcomes(0)).toBe(1);
    expect(outcomes(0.7)).toBe(20);
  });
});

describe("tokensWithin", () => {
  it("counts up to the limit and names model and limit beyond it, not the text", () => {
    expect(tokensWithin("one two", 2, "m")).toBe(2);
    expect(() => tokensWithin("one two three", 2, "m")).toThrow(
      'the text has more than the 2 tokens for which model "m" has room',
    );
  });
});
