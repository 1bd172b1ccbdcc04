import { EnginesError } from "../engines-error.ts";
import { isRecord } from "../record.ts";

/** The tokens of a tokenizer.json, in the order of their numbers, as the bytes that they stand for. */
export function readVocabulary(json: string): readonly Buffer[] {
  const tokenizer: unknown = JSON.parse(json);
  const model = isRecord(tokenizer) ? tokenizer["model"] : undefined;
  const vocabulary = isRecord(model) ? model["vocab"] : undefined;
  if (!isRecord(vocabulary)) throw new EnginesError("command-failed", "the tokenizer has no vocabulary");
  const tokens = Object.entries(vocabulary).toSorted(([, first], [, second]) => Number(first) - Number(second));
  if (tokens.some(([, number], index) => number !== index)) {
    throw new EnginesError("command-failed", "the vocabulary has holes");
  }
  return tokens.map(([token]) => Buffer.from(Array.from(token, byteOf)));
}

/**
 * Tokenizers of this family write bytes as printable characters: a byte that is one stands for itself, the others follow from
 * U+0100 on.
 */
const shown = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff)];
const hidden = range(0, 0xff).filter((byte) => !shown.includes(byte));
const bytes: ReadonlyMap<string, number> = new Map([
  ...shown.map((byte) => [String.fromCodePoint(byte), byte] as const),
  ...hidden.map((byte, index) => [String.fromCodePoint(0x100 + index), byte] as const),
]);

function byteOf(character: string): number {
  const byte = bytes.get(character);
  if (byte === undefined) throw new EnginesError("command-failed", `the vocabulary has a token with ${character}`);
  return byte;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
