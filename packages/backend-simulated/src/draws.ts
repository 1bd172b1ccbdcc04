import { standardNormal } from "./normal.js";
import { seededRandom } from "./random.js";

/** Standard normal numbers, one a call. */
export type Draws = () => number;

/**
 * The draws behind one answer. Freedom 0 gives the greedy ones, which the sampling seed does not change; freedom 1 new
 * ones for each seed; between them a mix of both. Each draw is standard normal at any freedom.
 */
export function draws(key: readonly (string | number)[], freedom: number, samplingSeed: number): Draws {
  const greedy = seededRandom(...key, "greedy");
  const sampled = seededRandom(...key, "sampled", samplingSeed);
  return () => Math.sqrt(1 - freedom) * standardNormal(greedy) + Math.sqrt(freedom) * standardNormal(sampled);
}
