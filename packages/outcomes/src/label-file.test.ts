import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "@jest/globals";
import { answer, refusalOf, type TestOutcomes, testOutcomes } from "./testing/test-outcomes.js";

const verdict = { runId: "run-1", stageId: "draft", good: true };

/** A damaged page in the middle, under a header that is right. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096, 8192);
  writeFileSync(file, bytes);
}

function change(file: string, statements: string): void {
  using database = new DatabaseSync(file);
  database.exec(statements);
}

const troubles: ReadonlyArray<{
  readonly what: string;
  readonly make: (kept: TestOutcomes) => void;
  readonly says: RegExp;
}> = [
  {
    what: "no database",
    make: ({ file }) => writeFileSync(file, "verdicts".repeat(1000)),
    says: /^outcomes\.sqlite in data_dir is no SQLite database: move it away/u,
  },
  { what: "damaged", make: ({ file }) => damage(file), says: /is damaged: move it away/u },
  {
    what: "a database of something else",
    make: ({ file }) => {
      rmSync(file);
      change(file, "CREATE TABLE bookmark (url TEXT)");
    },
    says: /is a database of something else: move it away/u,
  },
  {
    what: "of a later version",
    make: ({ file }) => change(file, "PRAGMA user_version = 2"),
    says: /has layout 2 and was written by a later version; this one reads 1/u,
  },
  {
    what: "a folder",
    make: ({ file }) => {
      rmSync(file);
      mkdirSync(file);
    },
    says: /cannot be (opened|read or written: it is no file)/u,
  },
];

describe("a file of outcomes that is", () => {
  it.each(troubles)("$what is refused, with what to do, and stays as it is", ({ make, says }) => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());
    kept.outcomes.report(verdict);
    make(kept);

    const written = refusalOf(() => kept.outcomes.report(verdict));
    const read = refusalOf(() => kept.outcomes.labels());

    expect([written.code, read.code]).toEqual(["outcomes-not-kept", "outcomes-not-kept"]);
    expect([written.message, read.message]).toEqual([expect.stringMatching(says), expect.stringMatching(says)]);
    expect(written.message).not.toContain(kept.folder);
  });

  it("under something that is no folder is refused", () => {
    using kept = testOutcomes();
    rmSync(kept.folder, { recursive: true });
    writeFileSync(kept.folder, "");
    kept.outcomes.remember(answer());

    expect(refusalOf(() => kept.outcomes.report(verdict))).toMatchObject({
      code: "outcomes-not-kept",
      message: expect.stringContaining("data_dir must be a folder that this user may write to"),
    });
  });

  it("held by another process is refused for the moment, and takes the verdict afterwards", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());
    kept.outcomes.report(verdict);
    {
      using other = new DatabaseSync(kept.file);
      other.exec("BEGIN EXCLUSIVE");

      expect(refusalOf(() => kept.outcomes.report({ ...verdict, good: false }))).toEqual({
        code: "outcomes-locked",
        message: "outcomes.sqlite in data_dir is held by another process: report again in a moment",
      });
    }

    expect(kept.outcomes.report({ ...verdict, good: false }).labels).toBe(1);
  });
});

it("node:sqlite writes nothing to standard error here", () => {
  const { stderr } = spawnSync(
    process.execPath,
    ["-e", 'new (require("node:sqlite").DatabaseSync)(":memory:").close()'],
    {
      encoding: "utf8",
    },
  );

  expect(stderr).toBe("");
});
