import { EnginesError } from "../engines-error.ts";

/** A tensor as it lies in the file: rows of numbers, little-endian. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly numbers: "float16" | "other";
  readonly bytes: Buffer;
}

/** The weights of a model, by CTranslate2's names. */
export type Weights = ReadonlyMap<string, Tensor>;

const OLDEST_VERSION = 4;
const FLOAT16 = 4;

/** Reads the model.bin of a Whisper model that CTranslate2 has written. */
export function readCtranslate2(file: Buffer): Weights {
  const input = reader(file);
  const version = input.uint32();
  const kind = input.text();
  if (version < OLDEST_VERSION || kind !== "WhisperSpec") {
    throw new EnginesError("command-failed", `no Whisper model of CTranslate2: version ${version}, kind ${kind}`);
  }
  input.uint32(); // The revision of the kind: it changed nothing that is read here.
  const weights = new Map<string, Tensor>();
  for (let left = input.uint32(); left > 0; left -= 1) weights.set(input.text(), tensor(input));
  for (let left = input.uint32(); left > 0; left -= 1) {
    const alias = input.text();
    weights.set(alias, tensorOf(weights, input.text()));
  }
  return weights;
}

/** One of them; an error that names it when the model has none of that name. */
export function tensorOf(weights: Weights, name: string): Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new EnginesError("command-failed", `the model has no ${name}`);
  return found;
}

interface Reader {
  uint8(): number;
  uint16(): number;
  uint32(): number;
  bytes(length: number): Buffer;
  /** A length of 16 bits, the text, and a zero that counts. */
  text(): string;
}

function reader(file: Buffer): Reader {
  let at = 0;
  const take = (length: number): number => (at += length) - length;
  const bytes = (length: number): Buffer => file.subarray(take(length), at);
  const uint16 = (): number => file.readUInt16LE(take(2));
  return {
    uint8: () => file.readUInt8(take(1)),
    uint16,
    uint32: () => file.readUInt32LE(take(4)),
    bytes,
    text: () => bytes(uint16()).subarray(0, -1).toString("utf8"),
  };
}

function tensor(input: Reader): Tensor {
  const rank = input.uint8();
  const shape = Array.from({ length: rank }, () => input.uint32());
  const numbers = input.uint8() === FLOAT16 ? "float16" : "other";
  return { shape, numbers, bytes: input.bytes(input.uint32()) };
}
