import type { TokenLogprob } from "../features/token-logprob.js";
import { seededRandom, type SeededRandom } from "../random/seeded-random.js";

/** An answer whose chance of being right is known, because a law drew it. */
export interface DrawnAnswer {
  readonly tokens: TokenLogprob[];
  readonly good: boolean;
  /** P(good) by the law, before the tokens are seen. */
  readonly chance: number;
  /** Of the question. */
  readonly group: string;
}

/**
 * Answers by a fixed law: difficulty d is uniform in [0, 1), right with probability sigmoid(6 (quality - d)), and the
 * tokens' logprobs are exponential with a mean of -0.15 for right answers and of -0.3 for wrong ones, times e^u of each
 * answer's own, u uniform in [-1, 1), so that the two overlap. 5 to 44 tokens, whatever the label.
 */
export function drawAnswers(count: number, seed: number, quality = 0.6): DrawnAnswer[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const chance = 1 / (1 + Math.exp(-6 * (quality - random.uniform())));
    const good = random.uniform() < chance;
    const mean = (good ? 0.15 : 0.3) * Math.exp(2 * random.uniform() - 1);
    const tokens = Array.from({ length: 5 + random.below(40) }, (__, place) => ({
      token: `w${place}`,
      logprob: -mean * exponential(random),
    }));
    return { tokens, good, chance, group: `question-${index}` };
  });
}

/** The same answers with their judgements dealt out at random: what is learned from them is a leak. */
export function withShuffledLabels<Item extends { readonly good: boolean }>(
  items: readonly Item[],
  seed: number,
): Item[] {
  const random = seededRandom(seed);
  const order = items.map((item) => ({ key: random.uniform(), good: item.good })).toSorted((a, b) => a.key - b.key);
  return items.map((item, index) => ({ ...item, good: order[index]?.good ?? item.good }));
}

function exponential(random: SeededRandom): number {
  return -Math.log1p(-random.uniform());
}
