import type { SeededRandom } from "./seeded-random.js";

/** A copy in random order, every order equally likely (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  const pool = [...items];
  const result: Item[] = [];
  while (pool.length > 0) {
    const [drawn] = pool.splice(random.below(pool.length), 1);
    if (drawn !== undefined) result.push(drawn);
  }
  return result;
}
