import { describe, expect, it } from "@jest/globals";
import { type Characters, fits, longestModelName, matchesModelPattern } from "./model-pattern.js";

describe("matchesModelPattern", () => {
  it.each([
    { name: "llama3:70b", pattern: "llama3:70b", fit: true },
    { name: "llama3:70b", pattern: "*", fit: true },
    { name: "llama3:70b", pattern: "*:70b", fit: true },
    { name: "llama3:70b", pattern: "llama*", fit: true },
    { name: "llama3:70b", pattern: "*:*70b*", fit: true },
    { name: "llama3:70b-instruct-q4", pattern: "*:*70b*", fit: true },
    { name: "llama3:7b", pattern: "*:*70b*", fit: false },
    { name: "llama3", pattern: "llama", fit: false },
    { name: "llama", pattern: "llama*", fit: true },
    { name: "Llama", pattern: "llama", fit: false },
    { name: "abcbc", pattern: "a*bc", fit: true },
    { name: "a.c", pattern: "a?c", fit: false },
    { name: "abc", pattern: "a.c", fit: false },
    { name: "a*c", pattern: "a*c", fit: true },
    { name: "", pattern: "", fit: true },
    { name: "", pattern: "**", fit: true },
    { name: "a", pattern: "", fit: false },
  ])("'$name' against '$pattern' is $fit", ({ name, pattern, fit }) => {
    expect(matchesModelPattern(name, pattern)).toBe(fit);
  });

  it("compares nothing over the longest length", () => {
    const longest = "a".repeat(longestModelName);

    expect(matchesModelPattern(longest, "*")).toBe(true);
    expect(matchesModelPattern(`${longest}a`, "*")).toBe(false);
    expect(matchesModelPattern("a", "*".repeat(longestModelName + 1))).toBe(false);
  });

  // Each of these held a regular expression for seconds, or for ever.
  it.each([
    { what: "stars and colons against 60 kB", name: ":70".repeat(20_000), pattern: "*:*70b*" },
    { what: "three stars against 400 characters", name: "a".repeat(400), pattern: "*a*a*a*b" },
    { what: "nine stars against 200 characters", name: "a".repeat(200), pattern: "*a*a*a*a*a*a*a*a*ab" },
    { what: "128 stars", name: "a".repeat(256), pattern: `${"*a".repeat(127)}*b` },
  ])("reads at most 4 x length x length characters: $what", ({ name, pattern }) => {
    let reads = 0;
    const counting = (text: string): Characters => ({
      length: text.length,
      at(index) {
        reads += 1;
        return text[index];
      },
    });

    expect(fits(counting(name), counting(pattern))).toBe(false);
    expect(reads).toBeLessThanOrEqual(4 * name.length * pattern.length);
  });
});
