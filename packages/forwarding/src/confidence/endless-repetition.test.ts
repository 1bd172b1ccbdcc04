import { describe, expect, it } from "@jest/globals";
import { endsInALoop } from "./endless-repetition.js";

const rows = Array.from({ length: 60 }, (_, index) => `| row ${index} | the same | the same |`).join("\n");

describe("endsInALoop", () => {
  it.each([
    { name: "one letter without end", text: `The result is 0.${"3".repeat(400)}`, loops: true },
    { name: "a phrase without end", text: `Well, ${"I think that it is so. ".repeat(30)}`, loops: true },
    { name: "a phrase that is cut in the middle", text: `${"and then, ".repeat(40)}and t`, loops: true },
    { name: "a language without spaces", text: "我不知道".repeat(60), loops: true },
    { name: "a paragraph, five times", text: `${"x".repeat(20)}${"abcdefghij".repeat(15)}`.repeat(5), loops: true },
    { name: "four times", text: "Forty letters are in this one sentence. ".repeat(4), loops: false },
    { name: "a short one", text: "no ".repeat(60), loops: false },
    { name: "a loop that was left", text: `${"again and ".repeat(60)}but in the end it was well.`, loops: false },
    { name: "a line of markup", text: `Title\n${"=".repeat(300)}`, loops: false },
    { name: "a table of like lines", text: rows, loops: false },
    { name: "prose", text: Array.from({ length: 90 }, (_, index) => `word${index}`).join(" "), loops: false },
  ])("is $loops for $name", ({ text, loops }) => {
    expect(endsInALoop(text)).toBe(loops);
  });
});
