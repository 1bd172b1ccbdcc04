import type { Stage } from "@compute-proxy/api";

/** When the client sees what a stage produces. */
export type Showing =
  /** Not as it comes, and not at its end: streaming is off. */
  | { readonly kind: "never" }
  /** The chosen answer, in one piece. */
  | { readonly kind: "at-end" }
  /** At once. */
  | { readonly kind: "live" }
  /** After so many tokens of an answer, which is then no longer given up for another one. */
  | { readonly kind: "after-tokens"; readonly tokens: number }
  /** At once, and taken back when the answer is given up. */
  | { readonly kind: "provisional" };

const usualCommitTokens = 24;

/** How a stage is shown. `isChecked`: an answer may be given up for another one because of a check. */
export function showingOf(
  { forwardingPolicy: policy }: Stage,
  { isStreaming, isChecked }: { readonly isStreaming: boolean; readonly isChecked: boolean },
): Showing {
  if (!isStreaming) return { kind: "never" };
  if (!isChecked) return { kind: "live" };
  if (policy?.streaming === "provisional") return { kind: "provisional" };
  if (policy?.streaming === "commit_after") {
    return { kind: "after-tokens", tokens: policy.commitAfterTokens ?? usualCommitTokens };
  }
  return { kind: "at-end" };
}
