import { seededRandom } from "./random.js";

/** Length of every vector. */
export const dimensions = 384;

const wordWeight = 1;
const partWeight = 0.5;
const positions = 4;

/**
 * A unit vector in single precision, by feature hashing: each word, and each run of three letters in it with half the weight,
 * adds to four places that its hash chooses. Texts are near when they share words or parts of words; meaning plays no role.
 * The text must not be empty.
 */
export function embeddingOf(text: string, model: string, seed: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const { name, weight } of featuresOf(text)) {
    const random = seededRandom(seed, model, name);
    for (let count = 0; count < positions; count += 1) {
      const place = Math.floor(random() * dimensions);
      vector[place] = (vector[place] ?? 0) + (random() < 0.5 ? -weight : weight);
    }
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => Math.fround(value / length));
}

function* featuresOf(text: string): Iterable<{ readonly name: string; readonly weight: number }> {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [text];
  for (const word of words) {
    yield { name: `word ${word}`, weight: wordWeight };
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1)
      yield { name: `part ${padded.slice(at, at + 3)}`, weight: partWeight };
  }
}
