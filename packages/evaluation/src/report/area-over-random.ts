/** What an area is worked out from. */
export interface AreaCase {
  readonly score: number;
  readonly smallerRight: boolean;
  readonly largerRight: boolean;
}

/** `deferralArea` without a point for each share: a bootstrap asks for it thousands of times. Undefined without cases. */
export function areaOverRandom(cases: readonly AreaCase[]): number | undefined {
  if (cases.length === 0) return undefined;
  const ordered = cases.toSorted((a, b) => a.score - b.score);
  const gains = ordered.map(gainOf);
  const gained: number[] = [0];
  for (let from = 0; from < ordered.length;) {
    const to = endOfTie(ordered, from);
    const before = gained[from] ?? 0;
    const mean = sum(gains.slice(from, to)) / (to - from);
    for (let step = 1; step <= to - from; step++) gained.push(before + step * mean);
    from = to;
  }
  return overLine(gained);
}

/** Mean height of a curve of gains, in questions, over the straight line between its ends; as a share of the questions. */
export function overLine(gained: readonly number[]): number {
  const n = gained.length - 1;
  const last = gained.at(-1) ?? 0;
  return sum(gained.map((gain, deferred) => gain - (deferred / n) * last)) / (n * n);
}

/** What deferring the question changes, in right answers. */
export function gainOf({ smallerRight, largerRight }: AreaCase): number {
  return Number(largerRight) - Number(smallerRight);
}

function endOfTie(ordered: readonly AreaCase[], from: number): number {
  const score = ordered[from]?.score;
  let end = from + 1;
  while (end < ordered.length && ordered[end]?.score === score) end += 1;
  return end;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
