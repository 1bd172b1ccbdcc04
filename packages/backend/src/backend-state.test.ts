import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { type BackendState, observe, type Observation, unknownState } from "./backend-state.js";

const policy = { unhealthyThreshold: 3 };
const description = DescribeResponse.fromPartial({ type: "ollama" });

function after(...observations: readonly Observation[]): BackendState {
  return observations.reduce((state: BackendState, one) => observe(state, one, policy), unknownState);
}

const described: Observation = { kind: "described", description, at: 1 };
const answered: Observation = { kind: "answered", at: 2 };
const failed: Observation = { kind: "failed", because: "refused", at: 3 };

describe("observe", () => {
  it.each([
    { what: "one good check", observations: [described], kind: "reachable", failures: 0 },
    { what: "one call that was answered", observations: [answered], kind: "reachable", failures: 0 },
    { what: "a first check that failed", observations: [failed], kind: "unreachable", failures: 1 },
    { what: "failures under the threshold", observations: [described, failed, failed], kind: "reachable", failures: 2 },
    {
      what: "failures up to the threshold",
      observations: [described, failed, failed, failed],
      kind: "unreachable",
      failures: 3,
    },
    {
      what: "an answer between failures",
      observations: [described, failed, failed, answered, failed, failed],
      kind: "reachable",
      failures: 2,
    },
    { what: "an answer after it was gone", observations: [failed, failed, answered], kind: "reachable", failures: 0 },
  ] satisfies ReadonlyArray<{ what: string; observations: Observation[]; kind: string; failures: number }>)(
    "is $kind after $what",
    ({ observations, kind, failures }) => {
      expect(after(...observations)).toMatchObject({ kind, failures });
    },
  );

  it("keeps the last description while the backend is gone, and the reason", () => {
    expect(after(described, failed, failed, failed)).toEqual({
      kind: "unreachable",
      description,
      because: "refused",
      failures: 3,
      seenAt: 3,
    });
  });

  it("has no description where only calls were answered", () => {
    expect(after(answered)).toMatchObject({ kind: "reachable", description: undefined });
  });
});
