import { describe, expect, it } from "@jest/globals";
import { printable } from "./printable.js";

describe("printable", () => {
  it.each([
    { what: "plain text", text: "model 'nope:1b'", shown: "model 'nope:1b'" },
    { what: "letters of any script", text: "Köln 漢字 😀", shown: "Köln 漢字 😀" },
    { what: "a new line, which would forge a log record", text: "a\nb\r", shown: "a\\u{a}b\\u{d}" },
    { what: "a terminal's escape", text: "\u001b[31mred", shown: "\\u{1b}[31mred" },
    { what: "direction marks", text: "a\u202eb", shown: "a\\u{202e}b" },
    { what: "separators of lines", text: "a\u2028b\u2029", shown: "a\\u{2028}b\\u{2029}" },
    { what: "half a character", text: "a\ud83d", shown: "a\\u{d83d}" },
  ])("shows $what in one line", ({ text, shown }) => {
    expect(printable(text)).toBe(shown);
  });

  it("cuts what is long, and says so", () => {
    expect(printable("x".repeat(200))).toBe(`${"x".repeat(128)}...`);
    expect(printable("abcdef", 3)).toBe("abc...");
    expect(printable("abc", 3)).toBe("abc");
  });
});
