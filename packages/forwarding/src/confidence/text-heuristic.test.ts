import { describe, expect, it } from "@jest/globals";
import { heuristicCap, repeatsItself, textHeuristic } from "./text-heuristic.js";

describe("textHeuristic", () => {
  it.each(["Yes.", "A long and confident answer. ".repeat(3), "42.", "```js\n1\n```"])(
    "never exceeds its cap: %j",
    (text) => {
      expect(textHeuristic(text)).toBeLessThanOrEqual(heuristicCap);
    },
  );
});

describe("repeatsItself", () => {
  it.each([
    { text: "the cat sat on the mat ".repeat(10), repeats: true },
    { text: Array.from({ length: 40 }, (_, index) => `word${index}`).join(" "), repeats: false },
    { text: "no no no no no", repeats: false },
  ])("is $repeats for a text of that shape", ({ text, repeats }) => {
    expect(repeatsItself(text)).toBe(repeats);
  });
});
