import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { WireTree } from "./wire-tree.js";

/** What JSON can say, and numbers that it cannot. */
export type Json = null | boolean | number | string | readonly Json[] | ReadonlyMap<string, Json>;

/** A google.protobuf.Struct. */
export function structTree(entries: ReadonlyMap<string, Json>): WireTree {
  return { fields: new Map([...entries].map(([name, value]) => [name, valueTree(value)] as const)) };
}

function valueTree(value: Json): WireTree {
  if (value === null) return { null_value: 0 };
  if (typeof value === "boolean") return { bool_value: value };
  if (typeof value === "number") return { number_value: value };
  if (typeof value === "string") return { string_value: value };
  return value instanceof Map
    ? { struct_value: structTree(value) }
    : { list_value: { values: [...value.values()].map((item) => valueTree(item)) } };
}

/** The bytes of a google.protobuf.Struct whose one value is lists in lists; deeper than any recursion of ours goes. */
export function deepStruct(depth: number): Uint8Array {
  let value: Uint8Array = new BinaryWriter().tag(4, WireType.Varint).bool(true).finish();
  for (let level = 0; level < depth; level += 1) value = wrapped(6, wrapped(1, value));
  return wrapped(1, new Uint8Array([...wrapped(1, new TextEncoder().encode("deep")), ...wrapped(2, value)]));
}

function wrapped(field: number, bytes: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(bytes).finish();
}
