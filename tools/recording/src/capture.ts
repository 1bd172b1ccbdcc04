import { spawn } from "node:child_process";
import type { Chunk } from "./cast.ts";

/** A command to record. */
export interface Captured {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly columns: number;
}

/**
 * Runs a command in a terminal of its own and notes what it prints and when, in seconds from its start. Needs `script` of util-linux,
 * which every Linux has. Throws when the command fails.
 */
export async function capture({ program, words, folder, columns }: Captured): Promise<readonly Chunk[]> {
  const inTerminal = `stty cols ${columns}; exec ${[program, ...words].map(quote).join(" ")}`;
  const { NO_COLOR: _, ...environment } = process.env;
  const start = performance.now();
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", inTerminal, "/dev/null"], {
    cwd: folder,
    env: { ...environment, TERM: "xterm" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Chunk[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    chunks.push({ at: Math.round(performance.now() - start) / 1000, text });
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${String(code)}:\n${textOf(chunks)}`);
  return chunks;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function textOf(chunks: readonly Chunk[]): string {
  return chunks.map(({ text }) => text).join("");
}
