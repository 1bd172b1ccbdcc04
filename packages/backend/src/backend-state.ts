import type { DescribeResponse } from "@compute-proxy/api/backend/v1";

/** When a backend counts as gone. */
export interface HealthPolicy {
  /** Failed observations in a row until then. */
  readonly unhealthyThreshold: number;
}

/** What was last learned of a backend. */
export type BackendState =
  | { readonly kind: "unknown"; readonly failures: number }
  | {
      readonly kind: "reachable";
      readonly description: DescribeResponse | undefined;
      readonly failures: number;
      readonly seenAt: number;
    }
  | {
      readonly kind: "unreachable";
      /** The last description, from when it was there. */
      readonly description: DescribeResponse | undefined;
      readonly because: string;
      readonly failures: number;
      readonly seenAt: number;
    };

/** A check, or a call on the data path. */
export type Observation =
  | { readonly kind: "described"; readonly description: DescribeResponse; readonly at: number }
  | { readonly kind: "answered"; readonly at: number }
  | { readonly kind: "failed"; readonly because: string; readonly at: number };

/** Before the first check. */
export const unknownState: BackendState = { kind: "unknown", failures: 0 };

/** The next state. One good observation makes a backend reachable; a threshold of bad ones, or the very first, makes it gone. */
export function observe(state: BackendState, observation: Observation, policy: HealthPolicy): BackendState {
  const description = state.kind === "unknown" ? undefined : state.description;
  switch (observation.kind) {
    case "described":
      return { kind: "reachable", description: observation.description, failures: 0, seenAt: observation.at };
    case "answered":
      return { kind: "reachable", description, failures: 0, seenAt: observation.at };
    case "failed": {
      const failures = state.failures + 1;
      if (state.kind === "reachable" && failures < policy.unhealthyThreshold) return { ...state, failures };
      return { kind: "unreachable", description, because: observation.because, failures, seenAt: observation.at };
    }
  }
}
