import { describe, expect, it } from "@jest/globals";
import { allAnswerTexts } from "./answer-texts.js";
import { questions } from "./questions/index.js";
import { tokenize } from "./tokenize.js";
import { decodeTokens, encodeText, tokenId } from "./vocabulary.js";

describe("the vocabulary", () => {
  it("has an id for each token of whatever the engine writes", () => {
    const texts = [undefined, ...questions].flatMap((question) => allAnswerTexts(question, "a prompt"));
    const tokens = texts.flatMap(tokenize);

    expect(tokens.length).toBeGreaterThan(1000);
    expect(tokens.filter((token) => tokenId(token) === undefined)).toEqual([]);
  });

  it.each(["", "The capital of France", "Kraków 😀🎉漢字é", "<|user|>x<|assistant|>", "  \n\t 12345"])(
    "gives %j back from its ids",
    (text) => {
      expect(decodeTokens(encodeText(text))).toBe(text);
    },
  );

  it("refuses an id that it does not have", () => {
    expect(() => decodeTokens([0xffffffff])).toThrow(expect.objectContaining({ code: "invalid-request" }));
  });
});
