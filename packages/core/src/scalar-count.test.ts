import { describe, expect, it } from "@jest/globals";
import { scalarCount } from "./scalar-count.js";

describe("scalarCount", () => {
  it.each([
    { text: "", count: 0 },
    { text: "abc", count: 3 },
    { text: "é", count: 1 },
    { text: "漢字", count: 2 },
    { text: "😀🎉", count: 2 },
    { text: "👩‍👧", count: 3 },
    { text: "a\ud83d", count: 2 },
    { text: "\ude00\ud83d", count: 2 },
  ])("counts $count in $text", ({ text, count }) => {
    expect(scalarCount(text)).toBe(count);
    expect(scalarCount(text)).toBe(Array.from(text).length);
  });
});
