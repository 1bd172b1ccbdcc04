import { readFileSync } from "node:fs";
import { Pipeline, PipelineInput } from "@compute-proxy/api";
import { createRegistry } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { systemClock } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { execute, foldResult } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "").replace(/,([)}\]])/gu, "$1");

describe("the example of the README", () => {
  it("does what its comment says", async () => {
    const small = scriptedBackend({ id: "small" }, () => ({ deltas: ["Lyon?"], probabilities: [0.3] }));
    const large = scriptedBackend({ id: "large" }, () => ({ deltas: ["Paris"], probabilities: [0.99] }));
    const pipeline = Pipeline.fromPartial({
      id: "ask",
      stages: [
        {
          id: "answer",
          type: "text_generation",
          model: "any",
          forwardingPolicy: { enableConfidenceCheck: true, minConfidence: 0.75, escalationPath: ["small", "large"] },
        },
      ],
    });
    const registry = createRegistry({
      entries: [small, large].map((adapter) => ({ definition: adapter.definition, adapter })),
      policy: { unhealthyThreshold: 3 },
      clock: systemClock,
    });
    const result = await foldResult(
      execute(pipeline, PipelineInput.fromPartial({ text: "The capital of France?" }), {
        runId: "run-1",
        registry,
        routing: { defaultBackend: undefined, fallbackStrategy: "next_best" },
        clock: systemClock,
        signal: AbortSignal.timeout(60_000),
      }),
    );

    expect(result.finalOutput).toEqual({ kind: { $case: "text", value: "Paris" } });
    expect(result.stageResults[0]?.metadata?.forwarded).toBe(true);
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const body = code
      .split("\n")
      .filter((line) => !line.startsWith("import ") && !line.startsWith("console.log"))
      .join("\n");

    expect(body.trim()).not.toBe("");
    expect(squeezed(source)).toContain(squeezed(body));
  });
});
