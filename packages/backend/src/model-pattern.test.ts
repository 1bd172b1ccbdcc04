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

  const long = "a".repeat(longestModelName);

  // Several of these held a regular expression for seconds, or for ever.
  it.each([
    { what: "stars and colons against 60 kB", name: ":70".repeat(20_000), pattern: "*:*70b*" },
    { what: "three stars against 400 characters", name: "a".repeat(400), pattern: "*a*a*a*b" },
    { what: "nine stars against 200 characters", name: "a".repeat(200), pattern: "*a*a*a*a*a*a*a*a*ab" },
    { what: "128 stars", name: long, pattern: `${"*a".repeat(127)}*b` },
    { what: "stars alone, and one letter", name: long, pattern: `${"*".repeat(255)}b` },
    { what: "a star and nearly the whole name", name: long, pattern: `*${"a".repeat(127)}b` },
    { what: "two halves that nearly fit", name: long, pattern: `*${"a".repeat(63)}*${"a".repeat(63)}b` },
    { what: "what repeats inside itself", name: "ab".repeat(128), pattern: `*${"ab".repeat(63)}b*c` },
  ])("reads at most 4 x length x length characters: $what", ({ name, pattern }) => {
    expect(readsOf(name, pattern)).toBeLessThanOrEqual(4 * name.length * pattern.length);
  });

  // One star or nine: only the last one is ever gone back to.
  it.each(["*a*a*a*b", "*a*a*a*a*a*a*a*a*ab", `${"*a".repeat(20)}*b`, "*:*70b*"])(
    "takes twice as long for a name of twice the length: %s",
    (pattern) => {
      const reads = [100, 200, 400, 800].map((length) => readsOf("a".repeat(length), pattern));

      const growth = reads.slice(1).map((count, index) => count / (reads[index] ?? 1));
      for (const factor of growth) expect(factor).toBeLessThan(2.2);
    },
  );
});

/** How many characters are read until it is clear that the name does not fit. */
function readsOf(name: string, pattern: string): number {
  let reads = 0;
  const counting = (text: string): Characters => ({
    length: text.length,
    at(index) {
      reads += 1;
      return text[index];
    },
  });
  expect(fits(counting(name), counting(pattern))).toBe(false);
  return reads;
}
