import type { Scalar } from "yaml";
import type { AliasSite } from "./complaint.js";

/** Keys and indexes from the top. */
export type Path = readonly (string | number)[];

/** Where one value of the data stands in the text. */
interface Mark {
  /** Of its key; absent in lists and at the top. */
  readonly key?: number | undefined;
  /** Of the value. */
  readonly value: number;
  readonly scalar?: Scalar | undefined;
  readonly through?: AliasSite | undefined;
}

/** Where each value stands. */
export interface Marks {
  /** The mark of a value, or of the nearest value around it that exists. */
  at(path: Path): Mark;
  set(path: Path, mark: Mark): void;
}

/** An empty book of marks; what is not marked is at the beginning of the text. */
export function createMarks(): Marks {
  const byPath = new Map<string, Mark>();
  return {
    set: (path, mark) => byPath.set(keyOf(path), mark),
    at(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const mark = byPath.get(keyOf(path.slice(0, length)));
        if (mark) return mark;
      }
      return { value: 0 };
    },
  };
}

function keyOf(path: Path): string {
  return JSON.stringify(path.map(String));
}
