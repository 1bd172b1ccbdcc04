import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type Constraint } from "./constraint.js";

/** Each rule with a text that keeps it and one that breaks it. */
const rows: readonly (readonly [what: string, rule: Constraint, keeps: string, breaks: string])[] = [
  ["at most so many words", { rule: "words", max: 3 }, "one two three", "one two three four"],
  ["at least so many words", { rule: "words", min: 3 }, "one two three", "one two"],
  ["a hyphen joins words", { rule: "words", max: 2 }, "well-known don't", "well known do"],
  ["marks are no words", { rule: "words", max: 2 }, "one - two !", "one - two 3"],
  ["a number of sentences", { rule: "sentences", min: 2, max: 2 }, "It rains. Go home!", "It rains."],
  ["a short form ends no sentence", { rule: "sentences", max: 1 }, "Dr. Lund is here.", "Go. Come."],
  ["a decimal point ends no sentence", { rule: "sentences", max: 1 }, "It is 3.5 now.", "It is. Now."],
  ["a number of lines", { rule: "lines", min: 2, max: 2 }, "a\n\nb", "a\nb\nc"],
  ["a number of paragraphs", { rule: "paragraphs", min: 2, max: 2 }, "a\nb\n\nc", "a\nb"],
  ["words in each line", { rule: "words_in_each_line", min: 2, max: 2 }, "a b\nc d", "a b\nc"],
  ["the number of a line is no word", { rule: "words_in_each_line", max: 1 }, "1. a\n2. b", "1. a b"],
  ["the first words", { rule: "starts_with", text: "Dear" }, "Dear you", "Sure! Dear you"],
  ["the last words", { rule: "ends_with", text: "regards" }, "Best regards", "Best regards, Ida"],
  [
    "the first words of each line",
    { rule: "each_line_starts_with", text: "I can" },
    "I can a\nI can b",
    "I can a\nYou can b",
  ],
  ["numbered lines", { rule: "numbered_lines", count: 2 }, "1. a\n2. b", "1. a\n3. b"],
  ["nothing but numbered lines", { rule: "numbered_lines", count: 2 }, "1) a\n2) b", "Here:\n1. a\n2. b"],
  ["a word that must be there", { rule: "contains", words: "sea" }, "By the Sea.", "By the season."],
  ["a word that is there so often", { rule: "contains", words: "rain", times: 2 }, "Rain, rain.", "Rain rain rain"],
  ["several words in a row", { rule: "contains", words: "by the sea" }, "Down by the sea!", "By a sea"],
  ["one of some words", { rule: "contains_any", words: ["cat", "dog"] }, "a dog", "a cow"],
  ["a forbidden word", { rule: "excludes", words: "sorry" }, "We regret it.", "We are SORRY."],
  ["a forbidden letter", { rule: "excludes_character", character: "a" }, "the moon", "A moon"],
  ["no digits", { rule: "no_digits" }, "two", "2"],
  ["small letters", { rule: "case", is: "lower" }, "i see ähren.", "I see"],
  ["capital letters", { rule: "case", is: "upper" }, "KEEP OUT!", "KEEP out"],
];

describe("a constraint", () => {
  it.each(rows)("is kept: %s", async (_, rule, keeps) => {
    expect((await grade({ grader: { kind: "constraints", rules: [rule] } }, keeps)).good).toBe(true);
  });

  it.each(rows)("is broken: %s", async (_, rule, __, breaks) => {
    expect((await grade({ grader: { kind: "constraints", rules: [rule] } }, breaks)).good).toBe(false);
  });
});

describe("the constraints grader", () => {
  const rules: readonly Constraint[] = [
    { rule: "words", max: 5 },
    { rule: "contains", words: "sea" },
  ];

  it.each<[what: string, answer: string, good: boolean]>([
    ["passes a text that keeps every rule", "The sea is calm.", true],
    ["takes quotes around the whole off", '"The sea is very calm."', true],
    ["takes a fence around the whole off", "```\nThe sea is calm.\n```", true],
    ["looks behind a thinking block", "<think>one two three four five six</think>The sea.", true],
    ["fails a text that breaks one of the rules", "The lake is calm.", false],
    ["counts a friendly sentence in front as text", "Sure, here you are: the sea is calm.", false],
    ["fails an empty answer", "", false],
    ["fails a repetition loop", "sea sea sea sea sea sea sea", false],
  ])("%s", async (_, answer, expected) => {
    expect((await grade({ grader: { kind: "constraints", rules } }, answer)).good).toBe(expected);
  });
});
