/** A source of numbers that look random and are the same for the same seed, on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  readonly uniform: () => number;
  /** A whole number in [0, limit), each equally likely to within limit / 2^32. */
  readonly below: (limit: number) => number;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its state filled from
 * the seed by splitmix32. Kept here and not in a library, because a committed report is recomputed byte for byte.
 */
export function seededRandom(seed: number): SeededRandom {
  const fill = splitmix32(seed);
  const next = xoshiro128(fill(), fill(), fill(), fill());
  const uniform = (): number => next() / 2 ** 32;
  return { uniform, below: (limit) => Math.floor(uniform() * limit) };
}

/** The generator alone, with its state given: 32 bits a call. At least one word must not be 0. */
export function xoshiro128(first: number, second: number, third: number, fourth: number): () => number {
  let [a, b, c, d] = [first, second, third, fourth];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
}
