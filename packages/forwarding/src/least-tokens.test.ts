import { describe, expect, it } from "@jest/globals";
import { leastTokens } from "./least-tokens.js";

describe("leastTokens", () => {
  it.each([
    { name: "their number, where it is told", delta: { text: "a b", tokens: 5, pieces: 2 }, least: 5 },
    { name: "the pieces, where it is not", delta: { text: "a b", tokens: undefined, pieces: 2 }, least: 2 },
    { name: "one, where neither is", delta: { text: "a b", tokens: undefined }, least: 1 },
    { name: "none without text", delta: { text: "", tokens: undefined }, least: 0 },
  ])("is $name", ({ delta, least }) => {
    expect(leastTokens(delta)).toBe(least);
  });
});
