import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { type AttemptOutcome, decide, type Situation } from "./decide.js";

const passed: AttemptOutcome = { kind: "answered", judgement: { passed: true, because: "checks-passed", message: "" } };
const unsure: AttemptOutcome = {
  kind: "answered",
  judgement: { passed: false, because: "low-confidence", message: "" },
};
const gone: AttemptOutcome = { kind: "failed", error: new ProxyError("engine-refused", "refused") };
const disliked: AttemptOutcome = { kind: "failed", error: new ProxyError("engine-rejected", "400") };

const base: Omit<Situation, "outcome"> = {
  rungsLeft: 2,
  attemptsLeft: 2,
  mayEscalate: true,
  hasAnswer: false,
  shown: false,
};

describe("decide", () => {
  it.each<{ name: string; outcome: AttemptOutcome; change?: Partial<Situation>; kind: string; because: string }>([
    { name: "accepts an answer that passed", outcome: passed, kind: "accept", because: "checks-passed" },
    {
      name: "escalates an unsure answer",
      outcome: unsure,
      change: { hasAnswer: true },
      kind: "escalate",
      because: "low-confidence",
    },
    {
      name: "returns the best when there is no path",
      outcome: unsure,
      change: { mayEscalate: false },
      kind: "return-best",
      because: "low-confidence",
    },
    {
      name: "returns the best when the path is exhausted",
      outcome: unsure,
      change: { rungsLeft: 0 },
      kind: "return-best",
      because: "low-confidence",
    },
    {
      name: "returns the best when no attempt is left",
      outcome: unsure,
      change: { attemptsLeft: 0 },
      kind: "return-best",
      because: "low-confidence",
    },
    {
      name: "does not take back text that was shown",
      outcome: unsure,
      change: { shown: true },
      kind: "return-best",
      because: "low-confidence",
    },
    { name: "fails over when the engine is gone", outcome: gone, kind: "fail-over", because: "engine-refused" },
    {
      name: "fails over without an escalation path too",
      outcome: gone,
      change: { mayEscalate: false },
      kind: "fail-over",
      because: "engine-refused",
    },
    {
      name: "gives up after text was shown",
      outcome: gone,
      change: { shown: true },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "gives up when nothing is left",
      outcome: gone,
      change: { rungsLeft: 0 },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "gives up when another backend would say the same",
      outcome: disliked,
      kind: "give-up",
      because: "engine-rejected",
    },
    {
      name: "returns an earlier answer when the last engine is gone",
      outcome: gone,
      change: { rungsLeft: 0, hasAnswer: true },
      kind: "return-best",
      because: "engine-refused",
    },
    {
      name: "returns an earlier answer when the last engine dislikes the request",
      outcome: disliked,
      change: { hasAnswer: true },
      kind: "return-best",
      because: "engine-rejected",
    },
  ])("$name", ({ outcome, change, kind, because }) => {
    expect(decide({ ...base, outcome, ...change })).toMatchObject({ kind, because });
  });
});
