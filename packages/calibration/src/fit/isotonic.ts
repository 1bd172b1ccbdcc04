import type { Scored } from "../metrics/scored.js";

/** A never falling curve through points, straight between them and level outside. */
export interface IsotonicScaling {
  readonly kind: "isotonic";
  /** Ascending; two points for each level of the curve, one where a level has a single score. */
  readonly scores: readonly number[];
  /** The probability at each score. */
  readonly values: readonly number[];
}

/** Neighbouring scores that share one level. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly good: number;
  readonly count: number;
}

/**
 * Isotonic regression: the never falling curve with the least squared error, by pooling adjacent violators (Ayer et
 * al., 1955; Zadrozny and Elkan, 2002). Equal scores share a level. No level is nearer to 0 or 1 than 1 / (n + 2): a
 * finite number of labels makes nothing certain.
 */
export function fitIsotonic(scored: readonly Scored[]): IsotonicScaling {
  const nearest = 1 / (scored.length + 2);
  const points = poolAdjacent(scored).flatMap(({ from, to, good, count }) => {
    const value = Math.min(1 - nearest, Math.max(nearest, good / count));
    return from === to ? [{ score: from, value }] : [from, to].map((score) => ({ score, value }));
  });
  return { kind: "isotonic", scores: points.map(({ score }) => score), values: points.map(({ value }) => value) };
}

function poolAdjacent(scored: readonly Scored[]): Block[] {
  const blocks: Block[] = [];
  for (const { score, good } of scored.toSorted((a, b) => a.score - b.score)) {
    let block: Block = { from: score, to: score, good: good ? 1 : 0, count: 1 };
    for (let last = blocks.at(-1); last && mustPool(last, block); last = blocks.at(-1)) {
      block = { from: last.from, to: block.to, good: last.good + block.good, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks;
}

function mustPool(left: Block, right: Block): boolean {
  return left.to === right.from || left.good * right.count >= right.good * left.count;
}

/** The probability for a score; the end's beyond either end. */
export function applyIsotonic({ scores, values }: IsotonicScaling, score: number): number {
  const above = scores.findIndex((point) => point >= score);
  if (above === -1) return values.at(-1) ?? Number.NaN;
  const [right, high] = [scores[above] ?? score, values[above] ?? Number.NaN];
  if (above === 0 || right === score) return high;
  const [left, low] = [scores[above - 1] ?? score, values[above - 1] ?? high];
  return low + ((high - low) * (score - left)) / (right - left);
}
