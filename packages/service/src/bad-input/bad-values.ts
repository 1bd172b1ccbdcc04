import { deepStruct, type Json, structTree } from "./json-tree.js";
import type { FieldKind } from "./request-fields.js";
import { isList, isMap, type WireValue } from "./wire-tree.js";

/** A value for a field, under the name that tables show. `now` is what the sample request holds there. Undefined: leave it out. */
export interface BadValue {
  readonly name: string;
  readonly of: (now: WireValue | undefined) => WireValue | undefined;
}

/** Fills the long texts. No error may repeat more of it than a cut name. */
export const planted = "planted secret ";

const longText = (length: number): string => planted.repeat(Math.ceil(length / planted.length)).slice(0, length);
const plain = (name: string, value: WireValue | undefined): BadValue => ({ name, of: () => value });
const json = (name: string, value: Json): BadValue => plain(name, structTree(new Map([["x", value]])));
const nested = (depth: number): Json => (depth === 0 ? true : new Map([["x", nested(depth - 1)]]));
const tenThousand = Array.from({ length: 10_000 }, (_, index) => index);

/** Bytes that begin a field and do not end it. */
const cutOff = Uint8Array.of(0x0a, 0x7f, 0x61);
/** Field 1000, which no message has, with 100,000 bytes. */
const unknownField = Uint8Array.of(0xc2, 0x3e, 0xa0, 0x8d, 0x06, ...new Uint8Array(100_000));

/** The bad values of each kind, and some that are odd and legal. */
export const badValues: Readonly<Record<FieldKind, readonly BadValue[]>> = {
  text: [
    plain("empty", ""),
    plain("blank", "   "),
    plain("word", "no-such-thing"),
    plain("NUL", "a\0b"),
    plain("CR LF", 'a\r\n{"level":60}'),
    plain("ESC", "a\u001b[31mb"),
    plain("right-to-left override", "a\u202eb"),
    plain("half a surrogate pair", Uint8Array.of(0xed, 0xa0, 0x80)),
    plain("no UTF-8", Uint8Array.of(0xc3, 0x28)),
    plain("emoji", "\u{1f999}"),
    plain("`__proto__`", "__proto__"),
    plain("`constructor`", "constructor"),
    plain("path", "../../etc/passwd"),
    plain("JSON", '","level":60,"x":"'),
    plain("template", '{{ .Stages }}{% include "x" %}'),
    plain("256 characters", longText(256).replaceAll(" ", "-")),
    plain("257 characters", longText(257)),
    plain("10,000 characters", longText(10_000)),
    plain("100,000 characters", longText(100_000)),
    plain("1,100,000 characters", longText(1_100_000)),
  ],
  bytes: [
    plain("empty", new Uint8Array()),
    plain("a text", new TextEncoder().encode(planted)),
    plain("100,000 zeros", new Uint8Array(100_000)),
    plain("99,999 zeros", new Uint8Array(99_999)),
  ],
  uint32: [
    plain("0", 0),
    plain("1", 1),
    plain("100,000,000", 100_000_000),
    plain("4,294,967,295", 4_294_967_295),
    plain("-1", -1),
    plain("2^32 + 5", 2 ** 32 + 5),
  ],
  double: [
    plain("NaN", Number.NaN),
    plain("infinite", Infinity),
    plain("negative infinite", -Infinity),
    plain("-1", -1),
    plain("-0", -0),
    plain("0.5", 0.5),
    plain("the smallest", Number.MIN_VALUE),
    plain("1e308", 1e308),
  ],
  float: [plain("NaN", Number.NaN), plain("infinite", Infinity), plain("-1", -1), plain("0.5", 0.5)],
  bool: [plain("false", false), plain("true", true), plain("2", 2)],
  message: [
    plain("absent", undefined),
    plain("empty", {}),
    plain("unknown fields alone", unknownField),
    plain("cut off", cutOff),
  ],
  json: [
    plain("absent", undefined),
    plain("empty", {}),
    plain("cut off", cutOff),
    json("NaN", Number.NaN),
    json("infinite in a list", [Infinity]),
    json("NUL", "a\0b"),
    json("100,000 characters", longText(100_000)),
    json("1,100,000 characters", longText(1_100_000)),
    json("10,000 entries", tenThousand),
    plain("10,000 names", structTree(new Map(tenThousand.map((index) => [`k${index}`, index])))),
    plain("`__proto__` with a map", structTree(new Map([["__proto__", new Map([["polluted", true]])]]))),
    plain("`constructor` with a map", structTree(new Map([["constructor", new Map([["prototype", new Map()]])]]))),
    json("10 deep", nested(10)),
    json("20 deep", nested(20)),
    plain("2,000 deep", deepStruct(2_000)),
  ],
  list: [plain("none", []), { name: "10,000 entries", of: (now) => tenThousand.map(() => firstOf(now)) }],
  map: [
    plain("none", new Map()),
    { name: "10,000 entries", of: (now) => new Map(tenThousand.map((index) => [`k${index}`, firstOf(now)])) },
  ],
};

/** An entry of the sample's list or map to repeat; without one, a text. */
function firstOf(now: WireValue | undefined): WireValue {
  const [first = "x"] = isMap(now) || isList(now) ? now.values() : [];
  return first;
}
