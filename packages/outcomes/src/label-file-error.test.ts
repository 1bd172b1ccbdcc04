import { DatabaseSync } from "node:sqlite";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { labelFileError } from "./label-file-error.js";

const sqlite = (errcode: number): Error => Object.assign(new Error("from SQLite"), { errcode, errstr: "in its words" });

/** A database that may have two pages has the same trouble as one on a full disk. */
function fullDisk(): unknown {
  using database = new DatabaseSync(":memory:");
  try {
    database.exec("PRAGMA max_page_count = 2; CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x)");
  } catch (error) {
    return error;
  }
  throw new Error("the database is not full");
}

describe("an error of the file of outcomes", () => {
  it.each([
    { what: "a full disk", error: fullDisk(), code: "outcomes-not-kept", says: "the disk is full: free some space" },
    { what: "a lock", error: sqlite(5), code: "outcomes-locked", says: "held by another process" },
    {
      what: "a lock, in an extended code",
      error: sqlite(261),
      code: "outcomes-locked",
      says: "held by another process",
    },
    { what: "no right to write", error: sqlite(1032), code: "outcomes-not-kept", says: "cannot be written" },
    { what: "a disk that fails", error: sqlite(266), code: "outcomes-not-kept", says: "the disk fails or is full" },
    { what: "another trouble", error: sqlite(19), code: "outcomes-not-kept", says: "cannot be used: in its words" },
    {
      what: "a full disk, said by the file system",
      error: Object.assign(new Error("no space"), { code: "ENOSPC" }),
      code: "outcomes-not-kept",
      says: "(ENOSPC)",
    },
  ])("that means $what says so", ({ error, code, says }) => {
    const told = labelFileError(error) as ProxyError;

    expect([told.code, told.message]).toEqual([code, expect.stringContaining(says)]);
    expect(told.cause).toBe(error);
  });

  it.each([{ error: new ProxyError("run-not-found", "gone") }, { error: new TypeError("a bug") }])(
    "stays what it is where it is ours or a bug: $error.message",
    ({ error }) => {
      expect(labelFileError(error)).toBe(error);
    },
  );
});
