/** What a terminal was told, and when. */
export interface Cast {
  /** Characters in a line. */
  readonly columns: number;
  readonly title: string;
  /** In order of time. */
  readonly chunks: readonly Chunk[];
}

/** Output that came at one moment. */
export interface Chunk {
  /** Seconds from the start. */
  readonly at: number;
  /** With its escape sequences. */
  readonly text: string;
}

/** As JSON lines, in version 2 of the format of asciinema, which plays the file too. */
export function printCast({ columns, title, chunks }: Cast): string {
  const header = { version: 2, width: columns, height: 24, title };
  const lines = [header, ...chunks.map(({ at, text }) => [at, "o", text])];
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

/** Reads what `printCast` writes. Throws for anything else, with the line. */
export function parseCast(text: string): Cast {
  const [header, ...rows] = text.trimEnd().split("\n");
  const head = JSON.parse(header ?? "") as {
    readonly version?: unknown;
    readonly width?: unknown;
    readonly title?: unknown;
  };
  if (head.version !== 2 || typeof head.width !== "number" || typeof head.title !== "string") {
    throw new Error("line 1: must be a header with version 2, width and title");
  }
  return {
    columns: head.width,
    title: head.title,
    chunks: rows.map((row, index) => toChunk(JSON.parse(row), index + 2)),
  };
}

function toChunk(row: unknown, line: number): Chunk {
  if (Array.isArray(row) && row.length === 3) {
    const [at, kind, text] = row as readonly unknown[];
    if (typeof at === "number" && kind === "o" && typeof text === "string") return { at, text };
  }
  throw new Error(`line ${line}: must be [seconds, "o", text]`);
}
