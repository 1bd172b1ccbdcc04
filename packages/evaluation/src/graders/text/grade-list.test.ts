import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type ListGrader } from "../grader.js";

const fruit: ListGrader = { kind: "list", items: ["plum", "pear", "fig"] };
const numbers: ListGrader = { kind: "list", items: ["3", "12", "40"] };

describe("the list grader passes", () => {
  it.each<[what: string, grader: ListGrader, answer: string]>([
    ["commas", fruit, "plum, pear, fig"],
    ["commas without spaces", numbers, "3,12,40"],
    ["spaces", numbers, "3 12 40"],
    ["a full stop", fruit, "plum, pear, fig."],
    ["an and before the last", fruit, "plum, pear and fig"],
    ["a comma and an and", fruit, "plum, pear, and fig"],
    ["lines", fruit, "plum\npear\nfig"],
    ["bullets", fruit, "- plum\n- pear\n- fig"],
    ["numbers in front", fruit, "1. plum\n2. pear\n3. fig"],
    ["brackets", numbers, "[3, 12, 40]"],
    ["JSON", fruit, '["plum", "pear", "fig"]'],
    ["a fence", fruit, '```json\n["plum", "pear", "fig"]\n```'],
    ["quotes", fruit, "'plum', 'pear', 'fig'"],
    ["bold items", fruit, "**plum**, **pear**, **fig**"],
    ["a lead-in", numbers, "Sorted list: 3, 12, 40"],
    ["a lead-in line", numbers, "The numbers in order are:\n3, 12, 40"],
    ["semicolons", fruit, "plum; pear; fig"],
    ["any order where that is allowed", { ...fruit, ordered: false }, "fig, plum, pear"],
    ["another case where that is allowed", { ...fruit, ignore_case: true }, "Plum, Pear, Fig"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the list grader fails", () => {
  it.each<[what: string, grader: ListGrader, answer: string]>([
    ["an empty answer", fruit, ""],
    ["an empty list", fruit, "[]"],
    ["another order", fruit, "pear, plum, fig"],
    ["a missing item", fruit, "plum, pear"],
    ["an item too many", fruit, "plum, pear, fig, apple"],
    ["an item twice", fruit, "plum, pear, fig, fig"],
    ["another order where any is allowed, and an item twice", { ...fruit, ordered: false }, "fig, plum, plum"],
    ["another case", fruit, "Plum, Pear, Fig"],
    ["an explanation behind it", fruit, "plum, pear, fig. I sorted them."],
    ["numbers that are run together", numbers, "31240"],
    ["a refusal", fruit, "I cannot sort that."],
    ["a repetition loop", fruit, "plum, pear, fig, ".repeat(12)],
    ["two lists", fruit, "plum, pear, fig\nfig, pear, plum"],
    ["a sentence about it", numbers, "The smallest is 3 and the largest is 40"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
