import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ProxyError } from "@compute-proxy/core";

/** The note in `data_dir` that says where the server of this configuration listens. */
interface ServerNote {
  readonly address: string;
  readonly pid: number;
}

/** The note as long as the server runs. */
export interface Announcement {
  /** Removes the note, unless another server has replaced it. */
  withdraw(): Promise<void>;
}

const fileName = "server.json";

/**
 * Writes the note. A note that an ended server left is replaced. Throws when `data_dir` cannot be written, or when something
 * that is no file has the note's name.
 */
export async function announceServer(dataDir: string | undefined, address: string): Promise<Announcement> {
  if (dataDir === undefined) return { withdraw: () => Promise.resolve() };
  const note: ServerNote = { address, pid: process.pid };
  const file = join(dataDir, fileName);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(draft, `${JSON.stringify(note)}\n`);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new ProxyError("internal", whyNot(dataDir, file, cause), { cause });
  }
  return {
    async withdraw() {
      const current = await readFile(file, "utf8").catch(() => "");
      if (current === `${JSON.stringify(note)}\n`) await rm(file, { force: true });
    },
  };
}

function whyNot(dataDir: string, file: string, cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  if (code === "EISDIR") return `"${file}" is a directory: remove it, the server writes its address there`;
  return `data_dir "${dataDir}" cannot be written (${code}): name a folder that this user may write to`;
}
