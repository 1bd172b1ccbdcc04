import { createHash } from "node:crypto";
import { ProxyError } from "@compute-proxy/core";
import { fixedTexts } from "./answer-texts.js";
import { questions } from "./questions/index.js";
import { tokenize } from "./tokenize.js";

/** Ids below this one are bytes: they spell what the vocabulary has no token for. */
const bytes = 256;

const vocabulary: readonly string[] = [...new Set([...numbers(), ...writtenTexts().flatMap(tokenize)])].toSorted();

const idOf: ReadonlyMap<string, number> = new Map(vocabulary.map((token, index) => [token, bytes + index]));

/** Equal digests give a token the same id. */
export const tokenizerDigest = createHash("sha256").update(JSON.stringify(vocabulary)).digest("hex");

/** The id of one token; undefined for a piece that is none, such as the rest of a word. */
export function tokenId(token: string): number | undefined {
  return idOf.get(token);
}

/** A text as ids: tokens where the vocabulary has them, else bytes of UTF-8. */
export function encodeText(text: string): number[] {
  return tokenize(text).flatMap((token) => idOf.get(token) ?? [...Buffer.from(token)]);
}

/** The text behind ids. Throws `invalid-request` for one that the vocabulary does not have. */
export function decodeTokens(ids: readonly number[]): string {
  return Buffer.concat(ids.map(bytesOf)).toString("utf8");
}

function bytesOf(id: number): Buffer {
  if (id < bytes) return Buffer.from([id]);
  const token = vocabulary[id - bytes];
  if (token !== undefined) return Buffer.from(token);
  throw new ProxyError(
    "invalid-request",
    `prompt_token_ids has the id ${id}; the simulated engine has ids below ${bytes + vocabulary.length}`,
  );
}

/** Every text that a simulated model can write, but for the numbers in it. */
function writtenTexts(): readonly string[] {
  return [...fixedTexts, ...questions.flatMap(({ right, wrong }) => [right, ...wrong])];
}

/** Up to three digits, with and without a space before them. */
function numbers(): readonly string[] {
  const digits = [1, 2, 3].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, value) => String(value).padStart(length, "0")),
  );
  return digits.flatMap((number) => [number, ` ${number}`]);
}
