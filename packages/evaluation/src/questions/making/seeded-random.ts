import { createHash } from "node:crypto";

/** Draws that depend on the key alone: the same on every machine and in every version. */
export interface Draws {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** The items in another order. */
  shuffled<Item>(items: readonly Item[]): readonly Item[];
}

export function seededDraws(key: string): Draws {
  let drawn = 0;
  const next = (): number => {
    drawn += 1;
    return createHash("sha256").update(`${key}/${drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
    items
      .map((item) => ({ item, place: next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ item }) => item);
  return { integer, shuffled };
}
