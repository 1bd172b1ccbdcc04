import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { largestFile, readTextFile } from "./read-text-file.js";

const folder = mkdtempSync(join(tmpdir(), "config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
writeFileSync(path("good"), "\ufeffgrüße");
writeFileSync(path("latin-1"), Buffer.from([0x67, 0x72, 0xfc]));
writeFileSync(path("large"), Buffer.alloc(largestFile + 1, "x"));
execFileSync("mkfifo", [path("pipe")]);

describe("a text file", () => {
  it("is read without its byte order mark", async () => {
    expect(await readTextFile(path("good"))).toEqual({ kind: "text", text: "grüße" });
  });

  it.each([
    ["absent", "does not exist"],
    ["good/below", "does not exist"],
    [".", "is not a file"],
    ["latin-1", "is not UTF-8 text"],
    ["large", "is larger than 1 MiB (1048577 bytes)"],
    ["pipe", "is not a file"],
  ])("that cannot be used says why: %s %s", async (name, because) => {
    expect(await readTextFile(path(name))).toEqual({ kind: "unreadable", because });
  });
});
