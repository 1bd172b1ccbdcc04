import { ConfidenceDetail } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { bestAnswer } from "./best-answer.js";

const answer = (name: string, value: number | undefined, quality?: number) => ({
  name,
  confidence: value === undefined ? undefined : ConfidenceDetail.fromPartial({ value }),
  quality,
  validators: [],
});

describe("bestAnswer", () => {
  it.each([
    { name: "the surest", answers: [answer("a", 0.4), answer("b", 0.6), answer("c", 0.5)], best: "b" },
    { name: "the later of equals", answers: [answer("a", 0.5), answer("b", 0.5)], best: "b" },
    { name: "quality before confidence", answers: [answer("a", 0.4, 1), answer("b", 0.9, 0)], best: "a" },
    { name: "a measured one before an unmeasured one", answers: [answer("a", 0.1), answer("b", undefined)], best: "a" },
  ])("is $name", ({ answers, best }) => {
    expect(bestAnswer(answers)?.name).toBe(best);
  });

  it("does not exist among no answers", () => {
    expect(bestAnswer([])).toBeUndefined();
  });
});
