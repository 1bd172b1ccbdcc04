import type { GenerateDelta } from "@compute-proxy/api/backend/v1";

/** Tokens behind a delta: their number where the engine tells it, else the least that it can be. */
export function leastTokens({ text, tokens, pieces }: Pick<GenerateDelta, "text" | "tokens" | "pieces">): number {
  return tokens ?? pieces ?? (text === "" ? 0 : 1);
}
