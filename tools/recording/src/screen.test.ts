import { describe, expect, it } from "@jest/globals";
import { screenLines } from "./screen.ts";

describe("screenLines", () => {
  it("keeps when each piece came, where it stands and how it looks", () => {
    const chunks = [
      { at: 0, text: "\u001b[1mrun\u001b[22m it" },
      { at: 1, text: "!\r\n\u001b[33mon" },
      { at: 2, text: "ward\u001b[39m\r\n" },
    ];

    expect(screenLines(chunks, 80)).toEqual([
      [
        { at: 0, look: "bold", column: 0, text: "run" },
        { at: 0, look: "plain", column: 3, text: " it" },
        { at: 1, look: "plain", column: 6, text: "!" },
      ],
      [
        { at: 1, look: "yellow", column: 0, text: "on" },
        { at: 2, look: "yellow", column: 2, text: "ward" },
      ],
    ]);
  });

  it("wraps where the line is full, and not before more comes", () => {
    const lines = screenLines([{ at: 0, text: "abcdefgh\r\nxyzw\r\n" }], 4);

    expect(lines.map((spans) => spans.map(({ text }) => text).join(""))).toEqual(["abcd", "efgh", "xyzw"]);
  });

  it("keeps empty lines, but for the last", () => {
    expect(screenLines([{ at: 0, text: "a\n\nb\n" }], 9).map((spans) => spans.length)).toEqual([1, 0, 1]);
  });

  it.each(["\u001b[2J", "\u001b[35m"])("refuses %j, which it cannot draw", (sequence) => {
    expect(() => screenLines([{ at: 0, text: `a${sequence}b` }], 80)).toThrow("has no picture");
  });
});
