import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Largest file that is read, in bytes. */
export const largestFile = 1_048_576;

/** The text of a file, or why there is none. */
export type TextFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly because: string };

/** Reads a UTF-8 file of at most 1 MiB. Never throws; devices, pipes and folders are refused without being read. */
export async function readTextFile(file: string): Promise<TextFile> {
  try {
    await using handle = await open(file, withoutWaiting);
    const facts = await handle.stat();
    if (!facts.isFile()) return unreadable("is not a file");
    if (facts.size > largestFile) return unreadable(`is larger than 1 MiB (${facts.size} bytes)`);
    return decode(await handle.readFile());
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** A named pipe without a writer would block a plain open for ever. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

function decode(bytes: Uint8Array): TextFile {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return unreadable("is not UTF-8 text");
  }
}

function unreadable(because: string): TextFile {
  return { kind: "unreadable", because };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read (permission denied)",
  EISDIR: "is a directory",
};

/** Why a file operation failed, in words. */
function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return Object.hasOwn(reasons, code) ? String(reasons[code]) : `cannot be read (${code || String(error)})`;
}
