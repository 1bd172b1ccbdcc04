import { describe, expect, it } from "@jest/globals";
import { abilityOf, judgeContinuation, probeCases, type ProbeVerdict } from "./probe.js";

const unbroken = "one two three four five six seven";
const [beforeSpace, afterSpace, inWord] = probeCases(unbroken);

describe("probeCases", () => {
  it("cuts an answer before a space, after it and in a word", () => {
    expect(probeCases(unbroken).map(({ cut, delivered }) => `${cut}: ${delivered}|`)).toEqual([
      "before-space: one two three|",
      "after-space: one two three |",
      "in-word: one two three fo|",
    ]);
  });

  it("passes over words that are too short to be cut", () => {
    expect(probeCases("One to twelve is written as words").map(({ delivered }) => delivered)).toEqual([
      "One to twelve is",
      "One to twelve is ",
      "One to twelve is wr",
    ]);
  });

  it.each(["", "Sure!", "one two three", "1 2 3 4 5"])("finds nothing to cut in %j", (answer) => {
    expect(probeCases(answer)).toEqual([]);
  });
});

describe("judgeContinuation", () => {
  it.each<{ name: string; of: typeof beforeSpace; answer: string; verdict: ProbeVerdict }>([
    { name: "the right words", of: beforeSpace, answer: " four five", verdict: "exact" },
    { name: "the rest of a word", of: inWord, answer: "ur five six", verdict: "exact" },
    { name: "white space twice", of: afterSpace, answer: " four five", verdict: "space-repeated" },
    { name: "white space lost", of: beforeSpace, answer: "four five", verdict: "space-eaten" },
    { name: "the text from its beginning", of: beforeSpace, answer: "one two three four", verdict: "prefix-repeated" },
    { name: "the same after a space", of: beforeSpace, answer: " one two three", verdict: "prefix-repeated" },
    { name: "another text", of: beforeSpace, answer: "Sure! Here are", verdict: "prefix-ignored" },
    { name: "too little to tell", of: beforeSpace, answer: " fo", verdict: "prefix-ignored" },
    { name: "nothing", of: beforeSpace, answer: "", verdict: "prefix-ignored" },
  ])("$name: $verdict", ({ of, answer, verdict }) => {
    expect(of && judgeContinuation(of, answer)).toBe(verdict);
  });
});

describe("abilityOf", () => {
  const results = (...verdicts: readonly ProbeVerdict[]) =>
    (["before-space", "after-space", "in-word"] as const).flatMap((cut, index) => {
      const verdict = verdicts[index];
      return verdict ? [{ cut, verdict }] : [];
    });
  const digests = { template: "t", tokenizer: undefined };

  it.each([
    {
      name: "takes an exact mode",
      probed: [{ mode: "raw", results: results("exact", "exact", "exact") }],
      expected: { modes: ["raw"], boundaryTrouble: false },
    },
    {
      name: "cuts only where tokens end when the other cuts were not exact",
      probed: [{ mode: "prefill", results: results("exact", "space-repeated", "exact") }],
      expected: { modes: ["prefill"], boundaryTrouble: true },
    },
    {
      name: "leaves out a mode that went wrong where a token ends",
      probed: [
        { mode: "raw", results: results("exact", "exact", "exact") },
        { mode: "prefill", results: results("space-eaten", "exact", "exact") },
      ],
      expected: { modes: ["raw"], boundaryTrouble: false },
    },
    {
      name: "takes none without results",
      probed: [{ mode: "raw", results: [] }],
      expected: { modes: [], boundaryTrouble: false },
    },
  ] as const)("$name", ({ probed, expected }) => {
    expect(abilityOf(probed, digests)).toEqual({ ...expected, ...digests });
  });
});
