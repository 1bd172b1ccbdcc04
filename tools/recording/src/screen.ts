import type { Chunk } from "./cast.ts";

/** How text looks. */
type Look = "plain" | "bold" | "dim" | "red" | "green" | "yellow";

/** A piece of one line, which came at one moment and looks alike. */
export interface Span {
  readonly at: number;
  readonly look: Look;
  /** Where it begins, in characters. */
  readonly column: number;
  readonly text: string;
}

/** The select-graphic-rendition codes that the command uses. */
const looks: Readonly<Record<string, Look>> = {
  "0": "plain",
  "1": "bold",
  "2": "dim",
  "22": "plain",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "39": "plain",
};

/** The lines that chunks leave on a screen, longer ones wrapped. Throws for what moves the cursor: nothing that is recorded does. */
export function screenLines(chunks: readonly Chunk[], columns: number): ReadonlyArray<readonly Span[]> {
  const lines: Span[][] = [[]];
  let look: Look = "plain";
  let column = 0;
  const breakLine = (): void => {
    lines.push([]);
    column = 0;
  };
  for (const { at, text } of chunks) {
    for (const part of text.replaceAll("\r\n", "\n").split(/(\u001b\[[\d;?]*[A-Za-z]|\n)/u)) {
      if (part === "\n") breakLine();
      else if (part.startsWith("\u001b")) look = lookOf(part);
      else {
        for (let rest = part; rest !== "";) {
          if (column === columns) breakLine();
          const fits = rest.slice(0, columns - column);
          lines.at(-1)?.push({ at, look, column, text: fits });
          column += fits.length;
          rest = rest.slice(fits.length);
        }
      }
    }
  }
  return lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines;
}

function lookOf(sequence: string): Look {
  const look = sequence.endsWith("m") ? looks[sequence.slice(2, -1)] : undefined;
  if (look === undefined) throw new Error(`the escape sequence ${JSON.stringify(sequence)} has no picture`);
  return look;
}
