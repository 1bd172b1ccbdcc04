import { describe, expect, it } from "@jest/globals";
import { type Cast, parseCast, printCast } from "./cast.ts";

const cast: Cast = {
  columns: 80,
  title: 'a "title"',
  chunks: [
    { at: 0, text: "\u001b[1mone\u001b[22m\r\n" },
    { at: 0.25, text: "zwölf" },
  ],
};

describe("a cast", () => {
  it("is the same after writing and reading", () => {
    expect(parseCast(printCast(cast))).toEqual(cast);
  });

  it("is a header and a line for each chunk", () => {
    expect(printCast(cast).split("\n")).toEqual([
      '{"version":2,"width":80,"height":24,"title":"a \\"title\\""}',
      '[0,"o","\\u001b[1mone\\u001b[22m\\r\\n"]',
      '[0.25,"o","zwölf"]',
      "",
    ]);
  });

  it.each([
    { name: "another version", text: '{"version":1,"width":80,"title":"t"}', error: "line 1: must be a header" },
    { name: "input", text: '{"version":2,"width":80,"title":"t"}\n[0,"i","x"]', error: "line 2: must be [seconds" },
    { name: "an object", text: '{"version":2,"width":80,"title":"t"}\n[0,"o","x"]\n{}', error: "line 3: must be" },
  ])("refuses $name", ({ text, error }) => {
    expect(() => parseCast(text)).toThrow(error);
  });
});
