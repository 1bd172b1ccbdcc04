import { GenerationOptions } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { checkGenerationOptions } from "./check-generation-options.js";

type Partial = Parameters<typeof GenerationOptions.fromPartial>[0];

function fieldsOf(options: Partial): readonly string[] {
  return checkGenerationOptions(GenerationOptions.fromPartial(options)).map(({ field }) => field);
}

describe("checkGenerationOptions", () => {
  it.each<{ what: string; options: Partial }>([
    { what: "nothing", options: {} },
    {
      what: "everything at its least",
      options: { maxTokens: 1, temperature: 0, topP: 0, topK: 1, stop: ["x"], contextLength: 1, seed: 0 },
    },
    {
      what: "everything at its most",
      options: {
        maxTokens: 32_768,
        temperature: 2,
        topP: 1,
        topK: 1000,
        stop: Array(8).fill("x".repeat(64)),
        contextLength: 1_048_576,
      },
    },
  ])("takes $what", ({ options }) => {
    expect(fieldsOf(options)).toEqual([]);
  });

  it.each<{ what: string; options: Partial; fields: readonly string[] }>([
    { what: "no tokens", options: { maxTokens: 0 }, fields: ["options.max_tokens"] },
    { what: "too many tokens", options: { maxTokens: 32_769 }, fields: ["options.max_tokens"] },
    { what: "a temperature below 0", options: { temperature: -0.1 }, fields: ["options.temperature"] },
    { what: "a temperature that is no number", options: { temperature: Number.NaN }, fields: ["options.temperature"] },
    { what: "an endless temperature", options: { temperature: Infinity }, fields: ["options.temperature"] },
    { what: "a top_p above 1", options: { topP: 1.01 }, fields: ["options.top_p"] },
    { what: "a top_k of 0", options: { topK: 0 }, fields: ["options.top_k"] },
    { what: "an empty stop", options: { stop: ["x", ""] }, fields: ["options.stop[1]"] },
    { what: "a long stop", options: { stop: ["x".repeat(65)] }, fields: ["options.stop[0]"] },
    { what: "many stops", options: { stop: Array(9).fill("x") }, fields: ["options.stop"] },
    { what: "a context of 0", options: { contextLength: 0 }, fields: ["options.context_length"] },
    {
      what: "several at once, all of them",
      options: { maxTokens: 0, topP: 2 },
      fields: ["options.max_tokens", "options.top_p"],
    },
  ])("refuses $what", ({ options, fields }) => {
    expect(fieldsOf(options)).toEqual(fields);
  });
});
