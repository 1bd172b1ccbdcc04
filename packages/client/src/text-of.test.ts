import { ExecutePipelineResponse } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { textOf } from "./text-of.js";

describe("textOf", () => {
  it.each([
    { what: "a text", response: { finalOutput: { kind: { $case: "text" as const, value: "hi" } } }, text: "hi" },
    {
      what: "a vector",
      response: { finalOutput: { kind: { $case: "embedding" as const, value: { values: [1] } } } },
      text: undefined,
    },
    { what: "nothing", response: {}, text: undefined },
  ])("gives the text of a run that ended with $what", ({ response, text }) => {
    expect(textOf(ExecutePipelineResponse.fromPartial(response))).toBe(text);
  });
});
