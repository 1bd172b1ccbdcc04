import { cosine, type EmbeddingVector } from "./cosine.js";

/** A prompt whose answer by the model was judged. */
export interface LabelledPrompt {
  readonly embedding: EmbeddingVector;
  readonly good: boolean;
}

/** How the neighbours are counted. */
export interface NeighbourOptions {
  /** Default 10. */
  readonly neighbours?: number;
  /** So many imagined neighbours are as good as all labelled prompts are in the mean. Default 5. */
  readonly shrinkage?: number;
}

/** What the neighbours say. */
export interface NeighbourPrior {
  /** P(good): (good neighbours + m x base rate) / (neighbours + m). */
  readonly value: number;
  readonly neighbours: number;
  readonly goodNeighbours: number;
  /** Share of good ones among all labelled prompts that could be compared. */
  readonly baseRate: number;
}

/**
 * P(good | prompt) from the labelled prompts nearest by cosine (kNN routing, arXiv 2505.12601), shrunk to the base
 * rate. Of equally near ones the first come first. Undefined where no labelled prompt can be compared. To evaluate it
 * on labelled prompts leave each one's own group out.
 */
export function neighbourPrior(
  query: EmbeddingVector,
  labelled: readonly LabelledPrompt[],
  options: NeighbourOptions = {},
): NeighbourPrior | undefined {
  const { neighbours: most = 10, shrinkage = 5 } = options;
  const comparable = labelled.flatMap(({ embedding, good }) => {
    const near = cosine(query, embedding);
    return near === undefined ? [] : [{ near, good }];
  });
  if (comparable.length === 0) return undefined;
  const nearest = comparable.toSorted((a, b) => b.near - a.near).slice(0, most);
  const goodNeighbours = nearest.filter(({ good }) => good).length;
  const baseRate = comparable.filter(({ good }) => good).length / comparable.length;
  const value = (goodNeighbours + shrinkage * baseRate) / (nearest.length + shrinkage);
  return { value, neighbours: nearest.length, goodNeighbours, baseRate };
}
