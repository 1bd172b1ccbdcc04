import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type AliasGrader } from "../grader.js";

const capital: AliasGrader = { kind: "alias", accept: ["Canberra"], rivals: ["Sydney", "Melbourne"] };
const tolkien: AliasGrader = { kind: "alias", accept: ["J. R. R. Tolkien", "Tolkien"] };
const currency: AliasGrader = { kind: "alias", accept: ["zloty", "PLN"], rivals: ["euro"] };
const language: AliasGrader = { kind: "alias", accept: ["Persian", "Farsi"], rivals: ["Arabic"] };

describe("the alias grader passes", () => {
  it.each<[what: string, grader: AliasGrader, answer: string]>([
    ["the bare name", capital, "Canberra"],
    ["a sentence", capital, "The capital of Australia is Canberra."],
    ["bold", capital, "**Canberra**."],
    ["small letters", capital, "canberra"],
    ["a greeting first", capital, "Sure! The capital of Australia is Canberra."],
    ["a lead-in line", capital, "Here is the answer:\nCanberra"],
    [
      "reasoning before a marked answer",
      capital,
      "Sydney is larger, but it is not the seat of government.\n\nAnswer: Canberra",
    ],
    ["a denied rival", capital, "Canberra, not Sydney."],
    ["a denied rival in front", capital, "It is not Sydney but Canberra."],
    ["a rival in the explanation", capital, "Canberra, which lies between Sydney and Melbourne."],
    ["a rival in a later sentence", capital, "Canberra. Sydney is larger."],
    ["a place with its country", capital, "Canberra, Australia"],
    ["a place with its region and country", capital, "Canberra, Capital Territory, Australia"],
    ["not only", capital, "Canberra is not only the capital but also pleasant."],
    ["accents", currency, "Złoty (PLN)"],
    ["two names for one thing", language, "Persian, or Farsi"],
    ["two names in brackets", language, "The official language is Farsi (Persian)."],
    ["initials", tolkien, "J.R.R. Tolkien wrote it."],
    ["a name in a possessive", tolkien, "It is Tolkien’s work."],
    ["what stands behind a thinking block", capital, "<think>Sydney?</think>\nCanberra"],
    ["a list of one item", capital, "- Canberra"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the alias grader fails", () => {
  it.each<[what: string, grader: AliasGrader, answer: string]>([
    ["an empty answer", capital, ""],
    ["another name", capital, "Sydney"],
    ["a denied name", capital, "Not Canberra."],
    ["a name denied behind", capital, "Canberra is not the capital."],
    ["a contraction", capital, "It isn't Canberra."],
    ["other than", capital, "Any city other than Canberra"],
    ["a choice", capital, "Sydney or Canberra"],
    ["a choice the other way round", capital, "Canberra or perhaps Perth"],
    ["a slash", capital, "Canberra/Sydney"],
    ["two answers", capital, "Canberra and Sydney"],
    ["a list of names", capital, "Sydney, Canberra, Perth, Adelaide"],
    ["a list that ends in and", capital, "Canberra, Perth, and Adelaide"],
    ["a bulleted list", capital, "1. Canberra\n2. Perth"],
    ["a rival first", capital, "Sydney, which is larger than Canberra."],
    ["the name in a later sentence only", capital, "It is Perth. Canberra is near the coast."],
    ["a question", capital, "Canberra? No, Perth."],
    ["an answer that is taken back", capital, "Canberra. Actually, it is Perth."],
    ["a part of a word", { kind: "alias", accept: ["Au"] }, "Australium"],
    ["a refusal", capital, "I cannot answer that."],
    ["a repetition loop", capital, "Canberra ".repeat(30)],
    ["a name that rather is another", capital, "Perth rather than Canberra"],
    ["thinking that never ends", capital, "<think>Canberra"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
