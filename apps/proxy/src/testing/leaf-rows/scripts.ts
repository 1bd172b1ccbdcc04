import type { FakeAnswer, FakeTokens } from "@compute-proxy/backend-ollama/testing";
import { runningClock } from "@compute-proxy/core/testing";

type Script = () => FakeAnswer;

/** Says the tokens at once. */
export const says =
  (...tokens: readonly string[]): Script =>
  () => ({ kind: "tokens", tokens });

/** Says the tokens, and then its connection is cut. */
export const breaksAfter =
  (...tokens: readonly string[]): Script =>
  () => ({ kind: "tokens", tokens, ending: "cut" });

/** Says the tokens, each of `at` so many ms later than it could. */
export const waits =
  (ms: number, at: (index: number) => boolean, parts: Omit<FakeTokens, "kind">): Script =>
  () => ({ kind: "tokens", ...parts, before: (index) => (at(index) ? runningClock.sleep(ms) : Promise.resolve()) });
