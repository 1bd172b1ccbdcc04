import { describe, expect, it } from "@jest/globals";
import { wordErrors } from "./word-errors.js";

describe("wordErrors", () => {
  it.each([
    { spoken: "Turn off the lights.", heard: "turn off the lights", errors: 0, words: 4 },
    { spoken: "turn off the lights", heard: "turn of the light", errors: 2, words: 4 },
    { spoken: "one two three", heard: "one three", errors: 1, words: 3 },
    { spoken: "one three", heard: "one two three", errors: 1, words: 2 },
    { spoken: "one two", heard: "", errors: 2, words: 2 },
    { spoken: "don't", heard: "dont", errors: 0, words: 1 },
  ])("of $spoken heard as $heard", ({ spoken, heard, errors, words }) => {
    expect(wordErrors(spoken, heard)).toEqual({ errors, words });
  });
});
