import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { confidenceOf, decide, judge } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "").replace(/,([)}\]])/gu, "$1");

describe("the example of the README", () => {
  it("does what its comment says", () => {
    const confidence = confidenceOf({
      text: "Lyon",
      logprobs: [{ token: "Lyon", logprob: Math.log(0.3) }],
      finishReason: "stop",
    });
    const judgement = judge(
      { confidence, quality: undefined, validators: [] },
      { minConfidence: 0.75, qualityThreshold: undefined },
    );
    const decision = decide({
      outcome: { kind: "answered", judgement },
      rungsLeft: 1,
      attemptsLeft: 1,
      mayEscalate: true,
      hasAnswer: true,
      shown: false,
    });

    expect(decision).toEqual({
      kind: "escalate",
      because: "low-confidence",
      message: "confidence 0.378 (logprobs) is under 0.75",
    });
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const body = code
      .split("\n")
      .slice(1)
      .join("\n")
      .replace(/console\.log.*/u, "");

    expect(body.trim()).not.toBe("");
    expect(squeezed(source)).toContain(squeezed(body));
  });
});
