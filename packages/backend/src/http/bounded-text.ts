import { ProxyError } from "@compute-proxy/core";

/** Longest body that is read: far more than any engine's honest answer. */
const longestBody = 8 * 1024 * 1024;

/** Bodies of refusals are read to here; engines' own are far shorter. */
const longestRefusal = 64 * 1024;

/** A whole body as text; wrong UTF-8 becomes U+FFFD. Fails with `answer-too-large` over `limit` bytes. */
export async function boundedText(body: AsyncIterable<Uint8Array>, limit = longestBody): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) throw new ProxyError("answer-too-large", `the engine's answer has more than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** The body of an answer that is no success, for the engine's reason. Empty where it is too long, or does not come whole. */
export async function refusalText(body: AsyncIterable<Uint8Array>): Promise<string> {
  return boundedText(body, longestRefusal).catch(() => "");
}
