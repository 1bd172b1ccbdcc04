import { describe, expect, it } from "@jest/globals";
import { sentenceSplitter } from "./sentences.js";

/** All sentences of a text that comes in pieces. */
function sentencesOf(...pieces: readonly string[]): readonly string[] {
  const splitter = sentenceSplitter();
  return [...pieces.flatMap((piece) => splitter.add(piece)), ...splitter.end()];
}

describe("sentenceSplitter", () => {
  it.each([
    { text: "One. Two! Three?", sentences: ["One.", "Two!", "Three?"] },
    { text: "It costs 3.5 euros. Cheap.", sentences: ["It costs 3.5 euros.", "Cheap."] },
    { text: "No end", sentences: ["No end"] },
    { text: "**Bold** and `code`.", sentences: ["Bold and code ."] },
    { text: "... !!! 😀", sentences: [] },
    { text: "Line one\nLine two", sentences: ["Line one", "Line two"] },
    { text: "", sentences: [] },
  ])("splits $text", ({ text, sentences }) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it("gives the same sentences however the text is cut", () => {
    const text = "First sentence here. Is this the second? Yes! And 4.5 is a number. Last";
    const whole = sentencesOf(text);

    for (let size = 1; size < text.length; size += 1) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "gu")) ?? [];
      expect(sentencesOf(...pieces)).toEqual(whole);
    }
  });

  it("gives a sentence as soon as the next one has begun", () => {
    const splitter = sentenceSplitter();

    expect(splitter.add("Hello there.")).toEqual([]);
    expect(splitter.add(" How")).toEqual(["Hello there."]);
  });
});
