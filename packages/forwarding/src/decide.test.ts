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
  retryDelayMs: undefined,
  nextIsSuspect: false,
  budgetLeft: true,
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
    {
      name: "asks the same backend again where there is no other",
      outcome: gone,
      change: { rungsLeft: 0, retryDelayMs: 70 },
      kind: "retry",
      because: "engine-refused",
    },
    {
      name: "prefers another backend to the same one",
      outcome: gone,
      change: { retryDelayMs: 70 },
      kind: "fail-over",
      because: "engine-refused",
    },
    {
      name: "does not ask again when no attempt is left",
      outcome: gone,
      change: { rungsLeft: 0, attemptsLeft: 0, retryDelayMs: 70 },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "does not ask again after text was shown",
      outcome: gone,
      change: { rungsLeft: 0, shown: true, retryDelayMs: 70 },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "fails over to a backend that is well when the budget is used up",
      outcome: gone,
      change: { budgetLeft: false },
      kind: "fail-over",
      because: "engine-refused",
    },
    {
      name: "does not fail over to a suspect when the budget is used up",
      outcome: gone,
      change: { budgetLeft: false, nextIsSuspect: true },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "returns an earlier answer when the budget is used up",
      outcome: gone,
      change: { budgetLeft: false, nextIsSuspect: true, hasAnswer: true },
      kind: "return-best",
      because: "engine-refused",
    },
  ])("$name", ({ outcome, change, kind, because }) => {
    expect(decide({ ...base, outcome, ...change })).toMatchObject({ kind, because });
  });

  it.each([
    { name: "a retry", change: { rungsLeft: 0, retryDelayMs: 70 }, decision: { kind: "retry", afterMs: 70 } },
    { name: "a suspect", change: { nextIsSuspect: true }, decision: { kind: "fail-over", charged: true } },
    { name: "a backend that is well", change: {}, decision: { kind: "fail-over", charged: false } },
    {
      name: "nothing, and says so, when it is used up",
      change: { rungsLeft: 0, retryDelayMs: 70, budgetLeft: false },
      decision: { kind: "give-up", budgetSpent: true },
    },
    {
      name: "nothing when it was not asked",
      change: { rungsLeft: 0, budgetLeft: false },
      decision: { kind: "give-up", budgetSpent: false },
    },
  ])("charges the retry budget for $name", ({ change, decision }) => {
    const decided = decide({ ...base, outcome: gone, ...change });

    expect(decided).toMatchObject(decision);
  });
});
