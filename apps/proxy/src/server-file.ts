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

/** Writes the note. A note that an ended server left is replaced. Throws when `data_dir` cannot be written. */
export async function announceServer(dataDir: string | undefined, address: string): Promise<Announcement> {
  if (dataDir === undefined) return { withdraw: () => Promise.resolve() };
  const note: ServerNote = { address, pid: process.pid };
  const file = join(dataDir, fileName);
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.${process.pid}`, `${JSON.stringify(note)}\n`);
    await rename(`${file}.${process.pid}`, file);
  } catch (cause) {
    throw new ProxyError(
      "internal",
      `data_dir "${dataDir}" cannot be written: name a folder that this user may write to`,
      { cause },
    );
  }
  return {
    async withdraw() {
      const current = await readFile(file, "utf8").catch(() => "");
      if (current === `${JSON.stringify(note)}\n`) await rm(file, { force: true });
    },
  };
}
