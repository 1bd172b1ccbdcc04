/**
 * A body broken in so many ways: bytes changed, cut out, doubled or put in at random places, the same ways each time. For the rule
 * that whatever an engine sends is either an answer or an error in our words.
 */
export function* brokenBodies(body: Uint8Array, count: number): Generator<Uint8Array, void> {
  const random = randomFrom(1);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  for (let index = 0; index < count; index += 1) {
    let broken = Buffer.from(body);
    for (let hits = upTo(3); hits >= 0; hits -= 1) {
      const at = upTo(broken.length);
      const length = upTo(Math.min(8, broken.length - at));
      const before = broken.subarray(0, at);
      const strange = Buffer.from(Array.from({ length: upTo(4) }, () => upTo(255)));
      // Changed or cut out; doubled; put in; cut off.
      const ways = [
        [before, strange, broken.subarray(at + length)],
        [before, broken.subarray(at, at + length), broken.subarray(at)],
        [before, strange, broken.subarray(at)],
        [before],
      ];
      broken = Buffer.concat(ways[upTo(ways.length - 1)] ?? [before]);
    }
    yield broken;
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
