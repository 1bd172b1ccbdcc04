import { describe, expect, it } from "@jest/globals";
import { lineSplitter } from "./lines.js";

type Pieces = ReadonlyArray<string | Uint8Array>;

/** The lines of each piece, and those of the end. */
function batchesOf(pieces: Pieces, limit?: number): Array<readonly string[]> {
  const splitter = lineSplitter(limit);
  const batches = pieces.map((piece) => splitter.add(Buffer.from(piece)));
  return [...batches, splitter.end()];
}

const linesOf = (pieces: Pieces, limit?: number): string[] => batchesOf(pieces, limit).flat();

describe("lineSplitter", () => {
  it.each([
    { what: "a line a chunk", pieces: ["a\n", "b\n"], lines: ["a", "b"] },
    { what: "several lines in a chunk", pieces: ["a\nb\nc\n"], lines: ["a", "b", "c"] },
    { what: "a line over several chunks", pieces: ["a", "b", "c\nd", "\n"], lines: ["abc", "d"] },
    { what: "text behind the last new line", pieces: ["a\nb"], lines: ["a", "b"] },
    { what: "blank lines and carriage returns", pieces: ["\n\r\na\r\n\n"], lines: ["a"] },
    { what: "empty chunks", pieces: ["", "a", "", "\n"], lines: ["a"] },
    { what: "nothing", pieces: [], lines: [] },
  ])("reads $what", ({ pieces, lines }) => {
    expect(linesOf(pieces)).toEqual(lines);
  });

  it("gives together what came together, as soon as it is whole", () => {
    expect(batchesOf(["a\nb\nc", "\n", "d"])).toEqual([["a", "b"], ["c"], [], ["d"]]);
  });

  it("joins a character that was cut anywhere", () => {
    const bytes = Buffer.from("é漢😀\n");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(linesOf([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(["é漢😀"]);
    }
  });

  it("keeps a broken character from the line behind it", () => {
    expect(linesOf([Buffer.from([0xe6, 0xbc, 0x0a, 0x61, 0x0a])])).toEqual(["\u{fffd}", "a"]);
  });

  it("gives lines up to the limit, and fails on a longer one before it is complete", () => {
    const splitter = lineSplitter(4);

    expect(linesOf(["123", "4\n"], 4)).toEqual(["1234"]);
    expect(splitter.add(Buffer.from("ok\n123"))).toEqual(["ok"]);
    expect(() => splitter.add(Buffer.from("45"))).toThrow(expect.objectContaining({ code: "answer-too-large" }));
  });
});
