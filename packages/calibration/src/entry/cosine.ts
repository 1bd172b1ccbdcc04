import { ProxyError } from "@compute-proxy/core";

/** A prompt as a vector. Only vectors of one embedding model can be compared. */
export type EmbeddingVector = ArrayLike<number>;

/**
 * Cosine of the angle between two vectors; undefined where one has no direction. Throws `invalid-request` for unequal
 * lengths.
 */
export function cosine(first: EmbeddingVector, second: EmbeddingVector): number | undefined {
  if (first.length !== second.length) {
    throw new ProxyError(
      "invalid-request",
      `embeddings of ${first.length} and ${second.length} numbers cannot be compared; embed all prompts with one model`,
    );
  }
  let [product, firstSquare, secondSquare] = [0, 0, 0];
  for (let index = 0; index < first.length; index++) {
    const [a, b] = [first[index] ?? 0, second[index] ?? 0];
    product += a * b;
    firstSquare += a * a;
    secondSquare += b * b;
  }
  const lengths = Math.sqrt(firstSquare) * Math.sqrt(secondSquare);
  return lengths > 0 && Number.isFinite(lengths) ? product / lengths : undefined;
}
