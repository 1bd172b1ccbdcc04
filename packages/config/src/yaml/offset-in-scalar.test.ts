import { describe, expect, it } from "@jest/globals";
import { LineCounter, parseDocument, type Scalar } from "yaml";
import { offsetInScalar } from "./offset-in-scalar.js";

/** Each text holds a scalar under `key` with the letter X: that is the place to find again. */
const exact = [
  { title: "plain", text: "key: some X here" },
  { title: "single quotes", text: "key: 'it''s X'" },
  { title: "double quotes", text: String.raw`key: "a\tb\"c\x41\u0042\U0001F600 X"` },
  { title: "literal block", text: "key: |\n  first\n    second X\n" },
  { title: "literal block with empty lines", text: "key: |\n\n  first\n\n  X\n" },
  { title: "literal block with its sign and a comment", text: "key: |- # why\n    X\n" },
  { title: "literal block of Windows", text: "key: |\r\n  first\r\n  X\r\n" },
  { title: "list entry", text: "key:\n  - 'X'\n" },
];

function find(text: string): { readonly found: number; readonly start: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const node = document.getIn(["key", 0], true) ?? document.get("key", true);
  const scalar = node as Scalar;
  return { found: offsetInScalar(text, scalar, String(scalar.value).indexOf("X")), start: scalar.range?.[0] ?? -1 };
}

describe("a place inside a text", () => {
  it.each(exact)("is found again in the file: $title", ({ text }) => {
    expect(find(text).found).toBe(text.indexOf("X"));
  });

  it.each([
    { title: "folded block", text: "key: >\n  first\n  X\n" },
    { title: "quotes over two lines", text: 'key: "first\n  X"\n' },
    { title: "plain over two lines", text: "key: first\n  X\n" },
  ])("is the beginning where lines are joined: $title", ({ text }) => {
    const { found, start } = find(text);

    expect(found).toBe(start);
  });

  it("stays within the text when the place is behind its end", () => {
    const text = "key: 'ab'";
    const scalar = parseDocument(text).get("key", true) as Scalar;

    expect(offsetInScalar(text, scalar, 99)).toBe(text.length - 1);
  });
});
