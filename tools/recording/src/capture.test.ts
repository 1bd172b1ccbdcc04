import { expect, it } from "@jest/globals";
import { capture } from "./capture.ts";

const run = (code: string) =>
  capture({ program: process.execPath, words: ["-e", code], folder: import.meta.dirname, columns: 72 });

it("notes what a command prints in a terminal of the given width", async () => {
  const chunks = await run("process.stdout.write(`it's ${process.stdout.isTTY} ${process.stdout.columns}\\n`)");

  expect(chunks.map(({ text }) => text).join("")).toBe("it's true 72\r\n");
});

it("fails when the command fails, with what it said", async () => {
  await expect(run("console.log('no such pipeline'); process.exit(3)")).rejects.toThrow(
    /ended with 3:\nno such pipeline/u,
  );
});
