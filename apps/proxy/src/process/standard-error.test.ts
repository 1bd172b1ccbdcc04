import { describe, expect, it } from "@jest/globals";
import { BoundedLines } from "./bounded-lines.js";
import { gathered } from "./standard-error.js";

describe("what is written to a file", () => {
  it("is gathered: the lines that come while one waits are written together", async () => {
    const texts: string[] = [];
    const write = gathered((text, done) => {
      texts.push(text);
      done();
    });
    const lines = new BoundedLines(write, { notice: String });

    for (const line of ["a\n", "b\n", "c\n"]) lines.write(line);
    const before = texts.length;
    await lines.flushed();

    expect(before).toBe(0);
    expect(texts).toEqual(["a\n", "b\nc\n"]);
  });
});
