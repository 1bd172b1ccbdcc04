import { describe, expect, it } from "@jest/globals";
import { BoundedLines, type WriteText } from "./bounded-lines.js";

const notice = (lost: number): string => `lost ${lost}\n`;

/** A destination that ends each write when, and how, the test says. */
function destination() {
  const texts: string[] = [];
  const pending: Array<(error?: Error) => void> = [];
  const write: WriteText = (text, done) => {
    texts.push(text);
    pending.push(done);
  };
  return { texts, write, end: (error?: Error): void => pending.shift()?.(error) };
}

describe("BoundedLines", () => {
  it("writes a line at once, and what came meanwhile in one go", () => {
    const { texts, write, end } = destination();
    const lines = new BoundedLines(write, { notice });

    for (const line of ["a\n", "b\n", "c\n"]) lines.write(line);
    end();

    expect(texts).toEqual(["a\n", "b\nc\n"]);
  });

  it("drops what does not fit while a write is stuck, and says how many when it goes on", () => {
    const { texts, write, end } = destination();
    const lines = new BoundedLines(write, { limit: 6, notice });

    for (const line of ["a\n", "b\n", "c\n", "d\n", "e\n"]) lines.write(line);
    end();
    end();

    expect(texts).toEqual(["a\n", "lost 2\nb\nc\n"]);
  });

  it("says so even when no line comes after those that were dropped", () => {
    const { texts, write, end } = destination();
    const lines = new BoundedLines(write, { limit: 2, notice });

    lines.write("a\n");
    lines.write("b\n");
    end();

    expect(texts).toEqual(["a\n", "lost 1\n"]);
  });

  it("counts lines that could not be written, tries again with the next line only, and begins it on a new line", () => {
    const { texts, write, end } = destination();
    const lines = new BoundedLines(write, { notice });
    const full = new Error("ENOSPC");

    lines.write("a\n");
    end(full);
    lines.write("b\n");
    end(full);
    lines.write("c\n");
    end();
    lines.write("d\n");

    expect(texts).toEqual(["a\n", "\nlost 1\nb\n", "\nlost 2\nc\n", "d\n"]);
  });

  it("has room again for what was written", () => {
    const { texts, write, end } = destination();
    const lines = new BoundedLines(write, { limit: 2, notice });

    for (const line of ["a\n", "b\n", "c\n"]) {
      lines.write(line);
      end();
    }

    expect(texts).toEqual(["a\n", "b\n", "c\n"]);
  });

  it("copes with a destination that writes there and then", () => {
    const texts: string[] = [];
    const lines = new BoundedLines(
      (text, done) => {
        texts.push(text);
        done(texts.length === 1 ? new Error("ENOSPC") : null);
      },
      { notice },
    );

    lines.write("a\n");
    lines.write("b\n");

    expect(texts).toEqual(["a\n", "\nlost 1\nb\n"]);
  });

  it("is flushed when nothing waits", async () => {
    const { write, end } = destination();
    const lines = new BoundedLines(write, { notice });
    await lines.flushed();
    let isFlushed = false;

    lines.write("a\n");
    lines.write("b\n");
    const flushed = lines.flushed().then(() => (isFlushed = true));
    end();
    await Promise.resolve();
    expect(isFlushed).toBe(false);
    end();

    await flushed;
  });
});
