import { describe, expect, it } from "@jest/globals";
import { GenerationOptions } from "@compute-proxy/api";
import { samplingOf } from "./sampling.js";

const sampling = (options: Parameters<typeof GenerationOptions.fromPartial>[0]) =>
  samplingOf(GenerationOptions.fromPartial(options), 4096);

describe("samplingOf", () => {
  it("is greedy, with 1024 tokens and the model's context, when nothing is asked for", () => {
    const defaults = { freedom: 0, seed: 0, maxTokens: 1024, stop: [], contextLength: 4096 };

    expect(samplingOf(undefined, 4096)).toEqual(defaults);
    expect(sampling({})).toEqual(defaults);
  });

  it("takes what is asked for", () => {
    const asked = { maxTokens: 7, stop: ["END"], contextLength: 512, seed: 3 };

    expect(sampling(asked)).toEqual({ freedom: 0, ...asked });
  });

  it.each([
    { options: { temperature: 0, topP: 0.9, topK: 40 }, freedom: 0 },
    { options: { temperature: 2 }, freedom: 1 },
    { options: { temperature: 1 }, freedom: 0.5 },
    { options: { temperature: 1, topP: 0.5 }, freedom: 0.25 },
    { options: { temperature: 1, topP: 0 }, freedom: 0 },
    { options: { temperature: 1, topK: 1 }, freedom: 0 },
    { options: { temperature: 1, topK: 2 }, freedom: 0.25 },
    { options: { temperature: 1, topK: 0 }, freedom: 0.5 },
  ])("gives $options the freedom $freedom", ({ options, freedom }) => {
    expect(sampling(options).freedom).toBe(freedom);
  });

  it.each([
    { options: { temperature: -0.1 }, field: "options.temperature" },
    { options: { temperature: 2.1 }, field: "options.temperature" },
    { options: { temperature: Number.NaN }, field: "options.temperature" },
    { options: { topP: 1.1 }, field: "options.top_p" },
    { options: { maxTokens: 0 }, field: "options.max_tokens" },
    { options: { stop: ["a", ""] }, field: "options.stop" },
    { options: { contextLength: 0 }, field: "options.context_length" },
    { options: { contextLength: 4097 }, field: "options.context_length" },
  ])("refuses $options", ({ options, field }) => {
    const violations = [expect.objectContaining({ field })];

    expect(() => sampling(options)).toThrow(expect.objectContaining({ code: "invalid-request", violations }));
  });

  it("names every violation at once", () => {
    expect(() => sampling({ temperature: 3, maxTokens: 0 })).toThrow(
      /options\.temperature must be 0 to 2; options\.max_tokens must be/u,
    );
  });
});
