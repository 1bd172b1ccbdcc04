import { ConfidenceDetail, ValidatorResult } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { judge } from "./judge.js";

const sure = (value: number): ConfidenceDetail => ConfidenceDetail.fromPartial({ value, source: "logprobs" });
const failedCheck = [
  ValidatorResult.fromPartial({ name: "code-parses", passed: false, message: "code block 1 does not parse" }),
];

describe("judge", () => {
  it.each([
    {
      name: "passes without gates",
      confidence: undefined,
      quality: undefined,
      min: undefined,
      threshold: undefined,
      because: "no-checks",
    },
    {
      name: "passes at the threshold",
      confidence: 0.75,
      quality: undefined,
      min: 0.75,
      threshold: undefined,
      because: "checks-passed",
    },
    {
      name: "passes anything at 0",
      confidence: 0.01,
      quality: undefined,
      min: 0,
      threshold: undefined,
      because: "checks-passed",
    },
    {
      name: "rejects under the threshold",
      confidence: 0.74,
      quality: undefined,
      min: 0.75,
      threshold: undefined,
      because: "low-confidence",
    },
    {
      name: "rejects everything at 1",
      confidence: 0.952,
      quality: undefined,
      min: 1,
      threshold: undefined,
      because: "low-confidence",
    },
    {
      name: "rejects what has no confidence",
      confidence: undefined,
      quality: undefined,
      min: 0.1,
      threshold: undefined,
      because: "no-confidence",
    },
    {
      name: "rejects low quality before it looks at confidence",
      confidence: 0.9,
      quality: 0,
      min: 0.5,
      threshold: 0.8,
      because: "low-quality",
    },
    { name: "passes both gates", confidence: 0.9, quality: 1, min: 0.5, threshold: 0.8, because: "checks-passed" },
  ])("$name", ({ confidence, quality, min, threshold, because }) => {
    const answer = {
      confidence: confidence === undefined ? undefined : sure(confidence),
      quality,
      validators: failedCheck,
    };

    expect(judge(answer, { minConfidence: min, qualityThreshold: threshold }).because).toBe(because);
  });

  it("rejects a draft that was aborted, whatever else is known of it", () => {
    const answer = { confidence: sure(0.99), quality: 1, validators: [], earlyExit: "two weak windows" };

    const judgement = judge(answer, { minConfidence: undefined, qualityThreshold: undefined });

    expect(judgement).toEqual({ passed: false, because: "early-exit", message: "two weak windows" });
  });

  it("names the failed checks", () => {
    const { message } = judge(
      { confidence: undefined, quality: 0, validators: failedCheck },
      { minConfidence: undefined, qualityThreshold: 1 },
    );

    expect(message).toBe("quality 0 is under 1: code block 1 does not parse");
  });
});
