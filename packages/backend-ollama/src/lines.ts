import { ProxyError } from "@compute-proxy/core";

/** Longest line that is read: the limit of Ollama's own client. */
const longestLine = 8 * 1024 * 1024;

const newline = 0x0a;

/** Cuts a body into lines, without their ends and without blank ones. UTF-8 may be split anywhere, wrong bytes become U+FFFD. */
export interface LineSplitter {
  /** The lines that are whole with these bytes. Fails with `answer-too-large` when the line behind them is over the limit already. */
  add(bytes: Uint8Array): readonly string[];
  /** The text behind the last newline, which is a line too. */
  end(): readonly string[];
}

/** Makes one that holds at most `limit` bytes. */
export function lineSplitter(limit = longestLine): LineSplitter {
  let held: Uint8Array[] = [];
  let size = 0;
  const hold = (piece: Uint8Array): void => {
    size += piece.length;
    if (size > limit) throw tooLong(limit);
    held.push(piece);
  };
  const take = (last: Uint8Array): readonly string[] => {
    const lines = linesIn([...held, last]);
    held = [];
    size = 0;
    return lines;
  };
  return {
    add(bytes) {
      // All lines in one go: decoding each for itself costs more than the text.
      const end = bytes.lastIndexOf(newline) + 1;
      const lines = end > 0 ? take(bytes.subarray(0, end)) : [];
      if (end < bytes.length) hold(bytes.subarray(end));
      return lines;
    },
    end: () => take(Buffer.alloc(0)),
  };
}

function linesIn(pieces: readonly Uint8Array[]): readonly string[] {
  const [only] = pieces;
  const bytes = pieces.length === 1 && only instanceof Buffer ? only : Buffer.concat(pieces);
  const lines = bytes.toString("utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

function tooLong(limit: number): ProxyError {
  return new ProxyError(
    "answer-too-large",
    `the engine sent a line of more than ${limit} bytes; no record of Ollama is that long`,
  );
}
