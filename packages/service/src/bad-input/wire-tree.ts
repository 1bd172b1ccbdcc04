import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A message by the names of its fields, right or wrong. */
export interface WireTree {
  readonly [field: string]: WireValue;
}

/**
 * What a field is given, also what no generated encoder would write: bytes as a text that is no UTF-8, bytes as a message that is
 * none, numbers that do not fit. A list is an array, a map field a Map.
 */
export type WireValue = string | number | boolean | Uint8Array | WireTree | readonly WireValue[] | WireMap;

/** The entries of a map field. */
export type WireMap = ReadonlyMap<string | Uint8Array, WireValue>;

/** The bytes of a message. */
export function encodeTree(message: DescMessage, tree: WireTree): Uint8Array {
  const writer = new BinaryWriter();
  for (const [name, value] of Object.entries(tree)) {
    const field = message.fields.find((candidate) => candidate.name === name);
    if (!field) throw new Error(`${message.typeName} has no field ${name}`);
    for (const one of field.fieldKind === "list" && isList(value) ? value : [value]) writeOne(writer, field, one);
  }
  return writer.finish();
}

function writeOne(writer: BinaryWriter, field: DescField, value: WireValue): void {
  const { number } = field;
  if (isMap(value)) {
    for (const [key, entry] of value) {
      writer.tag(number, WireType.LengthDelimited).bytes(entryBytes(field, key, entry));
    }
  } else if (typeof value === "object" || typeof value === "string") {
    writer.tag(number, WireType.LengthDelimited).bytes(lengthDelimited(field, value));
  } else if (field.scalar === ScalarType.DOUBLE) {
    writer.tag(number, WireType.Bit64).double(Number(value));
  } else if (field.scalar === ScalarType.FLOAT) {
    writer.tag(number, WireType.Bit32).float(Number(value));
  } else {
    writeVarint(writer.tag(number, WireType.Varint), BigInt(value));
  }
}

function entryBytes(field: DescField, key: string | Uint8Array, value: WireValue): Uint8Array {
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .bytes(toBytes(key))
    .tag(2, WireType.LengthDelimited)
    .bytes(lengthDelimited(field, value))
    .finish();
}

function lengthDelimited({ message }: DescField, value: WireValue): Uint8Array {
  if (typeof value === "string" || value instanceof Uint8Array) return toBytes(value);
  if (!message || typeof value !== "object" || isList(value) || isMap(value)) throw new Error("not a message");
  return encodeTree(message, value);
}

/** Negative numbers take ten bytes, as a signed field would write them. */
function writeVarint(writer: BinaryWriter, value: bigint): void {
  if (value < 0n) writer.int64(value);
  else writer.uint64(value);
}

function toBytes(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

/** Whether it is a list. */
export function isList(value: WireValue | undefined): value is readonly WireValue[] {
  return Array.isArray(value);
}

/** Whether it is the entries of a map field. */
export function isMap(value: WireValue | undefined): value is WireMap {
  return value instanceof Map;
}
