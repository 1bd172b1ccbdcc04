import { describe, expect, it } from "@jest/globals";
import { countTokens, tokenize } from "./tokenize.js";

describe("tokenize", () => {
  it.each([
    ["", []],
    ["Paris.", ["Paris", "."]],
    ["a capital city", ["a", " capital", " city"]],
    ["internationalisation", ["internat", "ionalisa", "tion"]],
    ["2 + 19846", ["2", " +", " 198", "46"]],
    ["x\n  y", ["x", "\n  ", "y"]],
    ["\u{1F44D}\u{1F3FD}", ["\u{1F44D}", "\u{1F3FD}"]],
  ])("splits %j", (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  it.each(["e\u0301te\u0301", "\ud800 alone", "\u4f60\u597d, world", " ".repeat(40), "tab\tand\r\nline", "\u0301"])(
    "loses nothing of %j",
    (text) => {
      expect(tokenize(text).join("")).toBe(text);
    },
  );
});

describe("countTokens", () => {
  it("counts what tokenize gives", () => {
    const text = "Some words, 12345 and signs?!";

    expect(countTokens(text, 1000)).toBe(tokenize(text).length);
  });

  it("stops counting one over the limit", () => {
    expect(countTokens("word ".repeat(1000), 10)).toBe(11);
  });
});
