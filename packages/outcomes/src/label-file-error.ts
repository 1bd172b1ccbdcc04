import { isProxyError, printable, ProxyError } from "@compute-proxy/core";

/** The file in `data_dir`. Clients are told its name and not where the folder is. */
export const labelFileName = "outcomes.sqlite";

/** What a primary result code of SQLite says, and what to do about it. */
const refusals: Readonly<Record<number, string>> = {
  3: "may not be used by this user: give it the right to read and write the file and its folder",
  8: "cannot be written: give this user the right to write the file and its folder",
  10: "cannot be read or written: it is no file, or the disk fails or is full",
  11: "is damaged: move it away, and a new one is begun; what can be saved, `sqlite3 outcomes.sqlite .recover` saves",
  13: "cannot grow, for the disk is full: free some space",
  14: "cannot be opened: it must be a file that this user may read and write",
  26: "is no SQLite database: move it away, and a new one is begun",
};

const busy = new Set([5, 6]);

/** What node:fs and node:sqlite throw; by its fields, for `instanceof` knows only the errors of its own realm. */
interface SystemError {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly errstr?: unknown;
}

/** An error of the file system or of SQLite as a client is told it. Ours, and bugs, stay what they are. */
export function labelFileError(error: unknown): unknown {
  if (isProxyError(error) || typeof error !== "object" || error === null) return error;
  const { code, errcode, errstr }: SystemError = error;
  if (typeof errcode === "number") return ofDatabase(errcode & 0xff, String(errstr), error);
  if (typeof code !== "string" || !/^E[A-Z0-9]+$/u.test(code)) return error;
  return refused(`cannot be opened (${code}): data_dir must be a folder that this user may write to`, error);
}

/** By the primary result code, which is the lowest byte of the extended one. */
function ofDatabase(primary: number, errstr: string, cause: object): ProxyError {
  if (!busy.has(primary)) return refused(refusals[primary] ?? `cannot be used: ${printable(errstr)}`, cause);
  const message = `${labelFileName} in data_dir is held by another process: report again in a moment`;
  return new ProxyError("outcomes-locked", message, { cause, retryAfterMs: 1000 });
}

function refused(why: string, cause: object): ProxyError {
  return new ProxyError("outcomes-not-kept", `${labelFileName} in data_dir ${why}`, { cause });
}
