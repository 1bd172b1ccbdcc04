import { isAlias, isMap, isScalar, isSeq, type Pair, Scalar, type YAMLMap } from "yaml";
import { printable } from "@compute-proxy/core";
import type { AliasSite } from "./complaint.js";
import type { Walk } from "./walk.js";

/** A key of a map with its value's node; through a merge key (`<<`) both may be written elsewhere. */
export interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: unknown;
  readonly through: AliasSite | undefined;
}

/** Names that mean something to JavaScript's own objects. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The entries of a map: its own, then those merged in that it does not have itself. Complains about keys that cannot be. */
export function entriesOf(map: YAMLMap, through: AliasSite | undefined, walk: Walk): readonly Entry[] {
  const own = map.items.filter((pair) => !isMergeKey(pair.key)).flatMap((pair) => ownEntry(pair, map, through, walk));
  const merges = map.items.filter((pair) => isMergeKey(pair.key));
  const byKey = new Map<string, Entry>();
  for (const entry of own) {
    const twin = byKey.get(entry.key);
    if (twin)
      walk.complain(
        entry.keyOffset,
        `"${printable(entry.key)}" is here twice (first at ${walk.position(twin.keyOffset)})`,
        through,
      );
    else byKey.set(entry.key, entry);
  }
  for (const entry of merges.flatMap(({ value }) => mergedEntries(value, through, walk))) {
    if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  }
  return [...byKey.values()];
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<" && key.type === Scalar.PLAIN;
}

function ownEntry(pair: Pair, map: YAMLMap, through: AliasSite | undefined, walk: Walk): readonly Entry[] {
  const { key } = pair;
  const offset = offsetOf(key) ?? offsetOf(map) ?? 0;
  if (isScalar(key) && typeof key.value === "string" && key.tag === undefined) {
    if (reserved.has(key.value)) {
      walk.complain(offset, `"${key.value}" may not be a key`, through);
      return [];
    }
    return [{ key: key.value, keyOffset: offset, value: pair.value, through }];
  }
  const shown =
    isScalar(key) && key.tag === undefined
      ? `${String(key.value)} is no text: put it in quotes`
      : "this is no plain text";
  walk.complain(offset, `a key must be text, and ${shown}`, through);
  return [];
}

function mergedEntries(value: unknown, through: AliasSite | undefined, walk: Walk): readonly Entry[] {
  if (isSeq(value)) return value.items.flatMap((item) => mergedEntries(item, through, walk));
  const offset = offsetOf(value) ?? 0;
  const target = isAlias(value) ? walk.resolve(value) : value;
  if (target === undefined) return [];
  if (!isMap(target)) {
    walk.complain(offset, "<< merges maps: an alias of a map, or a list of them", through);
    return [];
  }
  if (walk.isOpen(target)) {
    walk.complain(offset, "this alias stands inside the value that it names", through);
    return [];
  }
  const site = through ?? (isAlias(value) ? { name: value.source, offset } : undefined);
  return walk.inside(target, offset, site, () => entriesOf(target, site, walk).filter(() => walk.spend(site))) ?? [];
}

/** Where a node begins. */
export function offsetOf(node: unknown): number | undefined {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}
