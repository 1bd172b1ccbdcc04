import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { ProxyError } from "@compute-proxy/core";
import { labelFileError, labelFileName } from "./label-file-error.js";

/** The layout of the file. One of a later layout is refused. */
const layout = 1;

/**
 * How long a call waits for another process that is writing, in ms. node:sqlite waits on the only thread: longer, and streams would
 * be seen to stop.
 */
const busyTimeoutMs = 250;

const createTable = `
  CREATE TABLE label (
    run_id TEXT NOT NULL,
    stage_id TEXT NOT NULL,
    model TEXT NOT NULL,
    model_digest TEXT NOT NULL,
    task TEXT NOT NULL,
    features TEXT NOT NULL CHECK (json_type(features) = 'object'),
    confidence REAL NOT NULL,
    good INTEGER NOT NULL CHECK (good IN (0, 1)),
    reported_at_ms INTEGER NOT NULL,
    PRIMARY KEY (run_id, stage_id)
  ) STRICT;
  CREATE INDEX label_of_model ON label (model, model_digest, task);
  PRAGMA user_version = ${layout};`;

/** Opens the file for one use, and makes it where it is not there yet, for its owner's eyes only. */
export function withLabelFile<Result>(dataDir: string, use: (database: DatabaseSync) => Result): Result {
  try {
    mkdirSync(dataDir, { recursive: true });
    const file = join(dataDir, labelFileName);
    closeSync(openSync(file, "a", 0o600));
    using database = openDatabase(file, false);
    if (layoutOf(database) === 0) createLayout(database);
    checkLayout(database);
    return use(database);
  } catch (error) {
    throw labelFileError(error);
  }
}

/** Opens the file for one reading; undefined where there is none. It makes and changes nothing. */
export function readLabelFile<Result>(dataDir: string, use: (database: DatabaseSync) => Result): Result | undefined {
  const file = join(dataDir, labelFileName);
  if (!existsSync(file)) return undefined;
  try {
    using database = openDatabase(file, true);
    if (isEmpty(database)) return undefined;
    checkLayout(database);
    return use(database);
  } catch (error) {
    throw labelFileError(error);
  }
}

/** Loaded with the first use: a proxy that nobody reports to needs no database. */
function openDatabase(file: string, readOnly: boolean): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule("node:sqlite");
  return new Database(file, { readOnly, timeout: busyTimeoutMs });
}

function layoutOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function isEmpty(database: DatabaseSync): boolean {
  const { tables } = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get() ?? {};
  return layoutOf(database) === 0 && tables === 0;
}

/** Another process may be doing the same. */
function createLayout(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    if (isEmpty(database)) database.exec(createTable);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function checkLayout(database: DatabaseSync): void {
  const found = layoutOf(database);
  if (found === layout) return;
  const why =
    found > layout
      ? `has layout ${found} and was written by a later version; this one reads ${layout}: use that version, or move the file away`
      : "is a database of something else: move it away, and a new one is begun";
  throw new ProxyError("outcomes-not-kept", `${labelFileName} in data_dir ${why}`);
}
