import { PassThrough } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { untilInterrupted } from "./until-interrupted.js";

describe("work that Ctrl-C stops", () => {
  it("ends with 130, says how to go on, and listens no more", async () => {
    const before = process.listenerCount("SIGINT");
    const notes = new PassThrough();
    const work = untilInterrupted("answers.jsonl", { notes }, async (signal) => {
      process.emit("SIGINT");
      signal.throwIfAborted();
      return 0;
    });

    await expect(work).resolves.toBe(130);
    expect(String(notes.read())).toContain("answers.jsonl: the same command goes on with it");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("fails as it does where nobody stopped it", async () => {
    const work = untilInterrupted("answers.jsonl", { notes: new PassThrough() }, () =>
      Promise.reject(new Error("no such file")),
    );

    await expect(work).rejects.toThrow("no such file");
  });
});
