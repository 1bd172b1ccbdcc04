import { createHash } from "node:crypto";

/** Even numbers in [0, 1), one a call. */
export type Random = () => number;

/** A stream of numbers that depends on the key alone: the same parts give the same numbers on every machine. */
export function seededRandom(...key: readonly (string | number)[]): Random {
  const digest = createHash("sha256").update(JSON.stringify(key)).digest();
  return sfc32(digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12));
}

/** Chris Doty-Humphrey's small fast counter, from PractRand (public domain). */
function sfc32(first: number, second: number, third: number, start: number): Random {
  let [a, b, c, counter] = [first, second, third, start];
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}
