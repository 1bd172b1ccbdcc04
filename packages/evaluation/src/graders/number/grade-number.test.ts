import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type NumberGrader } from "../grader.js";

const isGood = async (value: number | Omit<NumberGrader, "kind">, answer: string): Promise<boolean> =>
  (await grade({ grader: { kind: "number", ...(typeof value === "number" ? { value } : value) } }, answer)).good;

describe("the number grader passes", () => {
  it.each<[what: string, value: number | Omit<NumberGrader, "kind">, answer: string]>([
    ["the bare number", 42, "42"],
    ["a full stop behind it", 42, "The answer is 42."],
    ["bold", 42, "The total is **42**."],
    ["reasoning first", 42, "6 times 7 is a product of two numbers: 6 * 7 = 42"],
    ["reasoning behind the answer", 42, "The answer is 42, because 6 * 7 = 42 and 43 would be too many."],
    ["the last of two final statements", 42, "The answer is 41. No, I made a slip.\nAnswer: 42"],
    ["a line of its own behind the marker", 42, "Working.\n\nAnswer:\n42"],
    ["thousands separators", 1234567, "It is 1,234,567 in all."],
    ["a narrow space as separator", 12345, "12\u202F345"],
    ["a minus sign", -7, "-7"],
    ["a typographic minus sign", -7, "The result is \u22127."],
    ["a minus in words", -7, "minus 7"],
    ["a negative amount of money", -7, "-$7"],
    ["decimals", 3.5, "3.50 euros"],
    ["a decimal without a leading zero", 0.5, ".5"],
    ["a unit word", 12, "Each child gets 12 marbles."],
    ["the right unit", { value: 90, units: ["minutes"] }, "90 min"],
    ["no unit where one is known", { value: 90, units: ["minutes"] }, "90"],
    ["a currency in front", { value: 12.5, units: ["euros"] }, "€12.50"],
    ["LaTeX", 1234, "\\[ \\boxed{1{,}234} \\]"],
    ["a fraction that is worked out", 42, "\\frac{84}{2} = 42"],
    ["words", 42, "forty-two"],
    ["more words", 1305, "One thousand three hundred and five"],
    ["a number that denies another", 42, "It is not 41. It is 42."],
    ["a denial behind the answer", 42, "42, not 41"],
    ["what stands behind a thinking block", 42, "<think>maybe 40 or 41</think>42"],
    ["a numbered working", 77, "1. 24 * 3 = 72\n2. 72 + 5 = 77"],
    ["a list mark in front", 42, "- 42"],
    ["what lies within the tolerance", { value: 3.14, tolerance: 0.01 }, "about 3.1416"],
  ])("%s", async (_, value, answer) => {
    expect(await isGood(value, answer)).toBe(true);
  });
});

describe("the number grader fails", () => {
  it.each<[what: string, value: number | Omit<NumberGrader, "kind">, answer: string]>([
    ["an empty answer", 42, " \n"],
    ["a denied number", 42, "42 is not the answer."],
    ["another denied number", 42, "The answer is not 42."],
    ["a denial by contraction", 42, "It isn't 42"],
    ["another number", 42, "The answer is 43."],
    ["the right number on the way to a wrong one", 42, "6 * 7 = 42, and 42 + 1 = 43"],
    ["the wrong sign", -7, "7"],
    ["a sum that is not worked out", 7, "14 - 7"],
    ["a quotient that is not worked out", 2, "84/2"],
    ["an answer that breaks off", 72, "24 * 3 = 72. Then 72 + 5 ="],
    ["a choice of two", 42, "41 or 42"],
    ["a range", 44, "between 40 and 44"],
    ["another range", 44, "40-44"],
    ["a shifted decimal point", 3.5, "35"],
    ["digits inside a longer number", 42, "142"],
    ["digits of a name", 2, "H2O"],
    ["a time", 30, "15:30"],
    ["an ordinal", 3, "the 3rd"],
    ["another unit", { value: 90, units: ["minutes"] }, "90 seconds"],
    ["another currency", { value: 12, units: ["euros"] }, "$12"],
    ["a repetition loop", 42, "42 ".repeat(40)],
    ["a refusal", 42, "I am sorry, I cannot help with that."],
    ["a denied number in words", 42, "not forty-two"],
    ["thinking that never ends", 42, "<think>It is 42, but"],
    ["a thousand in place of one", 1, "1,000"],
    ["what lies outside the tolerance", { value: 3.14, tolerance: 0.01 }, "3.2"],
  ])("%s", async (_, value, answer) => {
    expect(await isGood(value, answer)).toBe(false);
  });
});
