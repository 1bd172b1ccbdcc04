import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type TextGrader } from "../grader.js";

const word: TextGrader = { kind: "text", value: "nrettap" };
const sentence: TextGrader = { kind: "text", value: "THE CAT AND THE DOG" };
const dotted: TextGrader = { kind: "text", value: "A.K.L." };

describe("the text grader passes", () => {
  it.each<[what: string, grader: TextGrader, answer: string]>([
    ["the bare text", word, "nrettap"],
    ["spaces around it", word, "  nrettap \n"],
    ["quotes", word, '"nrettap"'],
    ["typographic quotes", word, "\u201Cnrettap\u201D"],
    ["a full stop", word, "nrettap."],
    ["a full stop inside quotes", word, '"nrettap."'],
    ["a full stop behind quotes", word, '"nrettap".'],
    ["a fence", word, "```\nnrettap\n```"],
    ["a fence with a language", word, "```text\nnrettap\n```"],
    ["code marks", word, "`nrettap`"],
    ["bold", word, "**nrettap**"],
    ["a label", word, "Answer: nrettap"],
    ["a lead-in sentence", word, "The reversed word is: nrettap"],
    ["a lead-in line", word, "Here is the word written backwards:\n\nnrettap"],
    ["a sentence without a colon", word, "The result is nrettap."],
    ["several words", sentence, "THE CAT AND THE DOG"],
    ["a text that ends in a full stop", dotted, "A.K.L."],
    ["another case where that is allowed", { ...sentence, ignore_case: true }, "the cat and the dog"],
    ["what stands behind a thinking block", word, "<think>pattern</think>nrettap"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the text grader fails", () => {
  it.each<[what: string, grader: TextGrader, answer: string]>([
    ["an empty answer", word, ""],
    ["an empty fence", word, "```\n```"],
    ["another text", word, "nretap"],
    ["another case", sentence, "The Cat And The Dog"],
    ["a letter too many", word, "nrettapp"],
    ["the text within another", word, "nrettap is pattern"],
    ["the text and an explanation", word, "nrettap (pattern backwards)"],
    ["two texts", word, "nrettap\npattern"],
    ["spaces inside", word, "n r e t t a p"],
    ["hyphens inside", word, "n-r-e-t-t-a-p"],
    ["a denial", word, "not nrettap"],
    ["a full stop missing inside", dotted, "AKL"],
    ["a repetition loop", word, "nrettap ".repeat(20)],
    ["a refusal", word, "I cannot do that."],
    ["a program that would print it", word, "```js\n[...'pattern'].reverse().join('')\n```"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
