import { choose } from "./seeded.js";

/** What mock engines talk about. */
const vocabulary: readonly [string, ...string[]] = [
  ..."the a light door kitchen house lamp window morning evening water bread small large warm cold".split(" "),
  ..."opens closes turns keeps holds finds gives takes and or then when with from into over".split(" "),
] as [string, ...string[]];

/** Text in tokens of one word each; all but the first begin with a blank. The same seed gives the same text. */
export function wordsOf(seed: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index === 0 ? "" : " "}${choose(vocabulary, seed, index)}`);
}
