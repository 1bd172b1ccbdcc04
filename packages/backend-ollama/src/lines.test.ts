import { describe, expect, it } from "@jest/globals";
import { linesOf, textOf } from "./lines.js";

async function* bodyOf(pieces: ReadonlyArray<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

async function linesFrom(pieces: ReadonlyArray<string | Uint8Array>, limit?: number): Promise<string[]> {
  const lines = [];
  for await (const line of linesOf(bodyOf(pieces), limit)) lines.push(line);
  return lines;
}

describe("linesOf", () => {
  it.each([
    { what: "a line a chunk", pieces: ["a\n", "b\n"], lines: ["a", "b"] },
    { what: "several lines in a chunk", pieces: ["a\nb\nc\n"], lines: ["a", "b", "c"] },
    { what: "a line over several chunks", pieces: ["a", "b", "c\nd", "\n"], lines: ["abc", "d"] },
    { what: "text behind the last new line", pieces: ["a\nb"], lines: ["a", "b"] },
    { what: "blank lines and carriage returns", pieces: ["\n\r\na\r\n\n"], lines: ["a"] },
    { what: "empty chunks", pieces: ["", "a", "", "\n"], lines: ["a"] },
    { what: "nothing", pieces: [], lines: [] },
  ])("reads $what", async ({ pieces, lines }) => {
    expect(await linesFrom(pieces)).toEqual(lines);
  });

  it("joins a character that was cut anywhere", async () => {
    const bytes = Buffer.from("é漢😀\n");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(await linesFrom([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(["é漢😀"]);
    }
  });

  it("gives lines up to the limit, and fails on a longer one before it is complete", async () => {
    expect(await linesFrom(["123", "4\n"], 4)).toEqual(["1234"]);
    await expect(linesFrom(["ok\n", "123", "45"], 4)).rejects.toMatchObject({ code: "answer-too-large" });
  });

  it("reads no further than the line that is too long", async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled += 1;
        yield Buffer.alloc(10, 0x78);
      }
    }

    await expect(linesOf(endless(), 100).next()).rejects.toMatchObject({ code: "answer-too-large" });
    expect(pulled).toBe(11);
  });

  it("closes the body when the reader leaves", async () => {
    let closed = false;
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from("a\n");
      } finally {
        closed = true;
      }
    }
    for await (const _ of linesOf(body())) break;

    expect(closed).toBe(true);
  });
});

describe("textOf", () => {
  it("joins a body up to the limit, and fails over it", async () => {
    expect(await textOf(bodyOf(["ab", "cd"]), 4)).toBe("abcd");
    await expect(textOf(bodyOf(["ab", "cd", "e"]), 4)).rejects.toMatchObject({ code: "answer-too-large" });
  });
});
