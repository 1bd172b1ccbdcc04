import { describe, expect, it } from "@jest/globals";
import { joinTokens } from "./join-tokens.js";
import type { WireToken } from "./wire.js";

/** Tokens one after the other, a second each. */
function tokens(...parts: ReadonlyArray<readonly [text: string, probability?: number]>): readonly WireToken[] {
  return parts.map(([text, probability], index) => ({ text, start: index, end: index + 1, probability }));
}

const texts = (...parts: readonly string[]): string[] =>
  joinTokens(tokens(...parts.map((text) => [text] as const))).map(({ text }) => text);

describe("joinTokens", () => {
  it.each([
    { what: "a token a word", parts: [" turn", " off"], words: ["turn", "off"] },
    { what: "a word of several tokens", parts: [" un", "bel", "iev", "able"], words: ["unbelievable"] },
    { what: "punctuation", parts: [" lights", ",", " door", "."], words: ["lights,", "door."] },
    { what: "an apostrophe", parts: [" don", "'t"], words: ["don't"] },
    { what: "a first token without a blank", parts: ["Turn", " off"], words: ["Turn", "off"] },
    { what: "blanks alone", parts: [" ", " off", " "], words: ["off"] },
    { what: "a language without blanks", parts: ["漢", "字"], words: ["漢字"] },
    { what: "nothing", parts: [], words: [] },
  ])("joins $what", ({ parts, words }) => {
    expect(texts(...parts)).toEqual(words);
  });

  it("gives a word the time from its first token to its last, and the lowest probability", () => {
    expect(joinTokens(tokens([" un", 0.9], ["bel", 0.4], [".", 0.99], [" so", 0.8]))).toEqual([
      { text: "unbel.", start: 0, end: 3, probability: 0.4 },
      { text: "so", start: 3, end: 4, probability: 0.8 },
    ]);
  });

  it("knows no probability of a word when one of its tokens has none", () => {
    expect(joinTokens(tokens([" un", 0.9], ["bel"], [" so", 0.8])).map(({ probability }) => probability)).toEqual([
      undefined,
      0.8,
    ]);
  });
});
