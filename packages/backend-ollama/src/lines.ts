import { ProxyError } from "@compute-proxy/core";

/** Longest line, and longest JSON body, that is read: the limit of Ollama's own client. */
const longestLine = 8 * 1024 * 1024;

const newline = 0x0a;

/**
 * The lines of a body, without their ends and without blank ones; text behind the last newline is a line too. UTF-8 may be
 * split anywhere, and wrong bytes become U+FFFD. Fails with `answer-too-large` before it holds more than `limit` bytes of one line.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, limit = longestLine): AsyncGenerator<string, void> {
  let held: Uint8Array[] = [];
  let size = 0;
  const take = (piece: Uint8Array): void => {
    size += piece.length;
    if (size > limit) throw tooLong(limit);
    held.push(piece);
  };
  for await (const chunk of body) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      const line = decode(held);
      if (line !== "") yield line;
      held = [];
      size = 0;
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  const rest = decode(held);
  if (rest !== "") yield rest;
}

/** The whole body as text. Fails with `answer-too-large` over `limit` bytes. */
export async function textOf(body: AsyncIterable<Uint8Array>, limit = longestLine): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) throw tooLong(limit);
    pieces.push(piece);
  }
  return decode(pieces);
}

function decode(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString("utf8").trim();
}

function tooLong(limit: number): ProxyError {
  return new ProxyError(
    "answer-too-large",
    `the engine sent a line of more than ${limit} bytes; no record of Ollama is that long`,
  );
}
