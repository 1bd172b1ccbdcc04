import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type SpanGrader } from "../grader.js";

const runner: SpanGrader = { kind: "span", accept: ["Yusuf"], rivals: ["Paolo", "Ines"] };
const time: SpanGrader = { kind: "span", accept: ["0:50", "00:50"], rivals: ["23:50", "0:30"] };
const thing: SpanGrader = { kind: "span", accept: ["bowl of fruit"], rivals: ["harbour"], max_words: 12 };

describe("the span grader passes", () => {
  it.each<[what: string, grader: SpanGrader, answer: string]>([
    ["the bare span", runner, "Yusuf"],
    ["a full stop", runner, "Yusuf."],
    ["quotes", runner, '"Yusuf"'],
    ["bold", runner, "**Yusuf** was the fastest."],
    ["a sentence that compares", runner, "Yusuf was two minutes faster than Paolo."],
    ["a sentence behind the first", runner, "Somebody was faster than the rest. It was Yusuf."],
    ["a conclusion", runner, "Paolo needed 28 minutes and someone needed 26, so Yusuf was the fastest."],
    ["a denied rival", runner, "Not Paolo, but Yusuf."],
    ["a time", time, "At 0:50."],
    ["a time with a leading zero", time, "00:50"],
    ["several words", thing, "The bowl of fruit"],
    ["other case", thing, "a Bowl Of Fruit"],
    ["a lead-in", runner, "Answer: Yusuf"],
    ["as many words as may be", thing, "one two three four five six seven eight nine bowl of fruit"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the span grader fails", () => {
  it.each<[what: string, grader: SpanGrader, answer: string]>([
    ["an empty answer", runner, ""],
    ["a rival", runner, "Paolo"],
    ["a rival first", runner, "Paolo was faster than Yusuf."],
    ["two spans", runner, "Yusuf and Paolo"],
    ["two spans on two lines", runner, "Paolo\nYusuf"],
    ["a choice", runner, "Yusuf or Ines"],
    ["a denied span", runner, "It was not Yusuf."],
    [
      "a copy of the text",
      runner,
      `${"Yusuf ran and others ran too. ".repeat(3)}${"They were all happy about the day by the lake. ".repeat(3)}`,
    ],
    ["one word too many", thing, "one two three four five six seven eight nine ten bowl of fruit"],
    ["another time", time, "At 0:30."],
    ["a part of a span", thing, "The fruit"],
    ["a part of a word", runner, "Yusufa"],
    ["a refusal", runner, "The text does not say it."],
    ["a repetition loop", runner, "Yusuf, ".repeat(12)],
    ["a conclusion for a rival", runner, "Yusuf ran well, but his shoe broke, so Paolo was the fastest."],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
