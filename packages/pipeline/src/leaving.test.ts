import { GenerateResponse } from "@compute-proxy/api/backend/v1";
import { Pipeline, PipelineInput } from "@compute-proxy/api";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { describe, expect, it } from "@jest/globals";
import { execute } from "./execute.js";
import { testContext } from "./testing/index.js";

const plain = Pipeline.fromPartial({ id: "plain", stages: [{ id: "ask", type: "text_generation", model: "m" }] });
const word = GenerateResponse.fromPartial({ part: { $case: "delta", value: { text: "word" } } });

/** An engine whose stream fails when it is closed early. */
function stuckBackend(): ScriptedBackend {
  const backend = scriptedBackend({ id: "a" }, () => ({}));
  async function* generate(): AsyncGenerator<GenerateResponse> {
    try {
      for (;;) yield word;
    } finally {
      await Promise.reject(new Error("it does not close"));
    }
  }
  return { ...backend, port: { ...backend.port, generate } };
}

describe("a run that is left", () => {
  it("gives its place at the backend back also when the engine's stream fails to close", async () => {
    const context = testContext([stuckBackend()]);
    const leave = async (): Promise<void> => {
      for await (const { event } of execute(plain, PipelineInput.fromPartial({ text: "Why?" }), context)) {
        if (event?.$case === "textDelta") break;
      }
    };

    await expect(leave()).rejects.toThrow("it does not close");

    expect(context.registry.backends.map(({ lane }) => lane.status().running)).toEqual([0]);
  });
});
