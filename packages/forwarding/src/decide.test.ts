import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { type AttemptOutcome, decide, type Failed, type Situation } from "./decide.js";

const passed: AttemptOutcome = { kind: "answered", judgement: { passed: true, because: "checks-passed", message: "" } };
const unsure: AttemptOutcome = {
  kind: "answered",
  judgement: { passed: false, because: "low-confidence", message: "" },
};
const failed = (error: ProxyError): Failed => ({
  kind: "failed",
  error,
  goesOnBy: undefined,
  retryDelayMs: undefined,
  nextIsSuspect: false,
  budgetLeft: true,
});
const gone = failed(new ProxyError("engine-refused", "refused"));
const disliked = failed(new ProxyError("engine-rejected", "400"));
const cut: Failed = { ...failed(new ProxyError("engine-reset", "reset")), goesOnBy: "engine-died" };

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
      name: "hands on what the client has where another rung goes on with it, and names the trigger",
      outcome: cut,
      change: { shown: true },
      kind: "fail-over",
      because: "engine-died",
    },
    {
      name: "gives up on what the client has when no attempt is left",
      outcome: cut,
      change: { shown: true, attemptsLeft: 0 },
      kind: "give-up",
      because: "engine-reset",
    },
    {
      name: "does not return an earlier answer in place of one that the client has a part of",
      outcome: { ...cut, nextIsSuspect: true, budgetLeft: false },
      change: { shown: true, hasAnswer: true },
      kind: "give-up",
      because: "engine-reset",
    },
    {
      name: "goes elsewhere when the backend was left",
      outcome: { kind: "left", because: "device-hot", message: "", nextIsSuspect: false },
      change: { shown: true },
      kind: "fail-over",
      because: "device-hot",
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
      outcome: { ...gone, retryDelayMs: 70 },
      change: { rungsLeft: 0 },
      kind: "retry",
      because: "engine-refused",
    },
    {
      name: "prefers another backend to the same one",
      outcome: { ...gone, retryDelayMs: 70 },
      kind: "fail-over",
      because: "engine-refused",
    },
    {
      name: "does not ask again when no attempt is left",
      outcome: { ...gone, retryDelayMs: 70 },
      change: { rungsLeft: 0, attemptsLeft: 0 },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "does not ask again after text was shown",
      outcome: { ...gone, retryDelayMs: 70 },
      change: { rungsLeft: 0, shown: true },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "fails over to a backend that is well when the budget is used up",
      outcome: { ...gone, budgetLeft: false },
      kind: "fail-over",
      because: "engine-refused",
    },
    {
      name: "does not fail over to a suspect when the budget is used up",
      outcome: { ...gone, budgetLeft: false, nextIsSuspect: true },
      kind: "give-up",
      because: "engine-refused",
    },
    {
      name: "returns an earlier answer when the budget is used up",
      outcome: { ...gone, budgetLeft: false, nextIsSuspect: true },
      change: { hasAnswer: true },
      kind: "return-best",
      because: "engine-refused",
    },
  ])("$name", ({ outcome, change, kind, because }) => {
    expect(decide({ ...base, outcome, ...change })).toMatchObject({ kind, because });
  });

  it.each([
    {
      name: "a retry",
      outcome: { ...gone, retryDelayMs: 70 },
      change: { rungsLeft: 0 },
      decision: { kind: "retry", afterMs: 70 },
    },
    {
      name: "a suspect",
      outcome: { ...gone, nextIsSuspect: true },
      change: {},
      decision: { kind: "fail-over", charged: true },
    },
    { name: "a backend that is well", outcome: gone, change: {}, decision: { kind: "fail-over", charged: false } },
    {
      name: "a suspect to which a working backend is left",
      outcome: { kind: "left" as const, because: "device-hot" as const, message: "", nextIsSuspect: true },
      change: {},
      decision: { kind: "fail-over", charged: true },
    },
    {
      name: "nothing, and says so, when it is used up",
      outcome: { ...gone, retryDelayMs: 70, budgetLeft: false },
      change: { rungsLeft: 0 },
      decision: { kind: "give-up", budgetSpent: true },
    },
    {
      name: "nothing when it was not asked",
      outcome: { ...gone, budgetLeft: false },
      change: { rungsLeft: 0 },
      decision: { kind: "give-up", budgetSpent: false },
    },
  ])("charges the retry budget for $name", ({ outcome, change, decision }) => {
    const decided = decide({ ...base, outcome, ...change });

    expect(decided).toMatchObject(decision);
  });
});
