import { ProxyError } from "@compute-proxy/core";

/** Longest answer that is read: an hour of speech with all its words takes less. */
const longestAnswer = 8 * 1024 * 1024;

/** The whole body as text. Fails with `answer-too-large` over `limit` bytes. */
export async function boundedText(body: AsyncIterable<Uint8Array>, limit = longestAnswer): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) throw new ProxyError("answer-too-large", `the engine's answer has more than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
