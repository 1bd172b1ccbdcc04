import { type DeferralCase, type DraftCost, meanOutcome, type Outcome, outcomes } from "./deferral-case.js";

/** What comes of deferring a share of the questions. */
export interface DeferralPoint extends Outcome {
  /** Of the questions, 0 to 1. */
  readonly share: number;
}

/**
 * Quality and cost for every number of deferred questions, from none to all, the least confident first. Equal scores
 * are deferred in random order, in the mean: a score that says nothing gives the straight line. Empty without cases.
 */
export function deferralCurve(cases: readonly DeferralCase[], draft: DraftCost = "paid"): DeferralPoint[] {
  const start = meanOutcome(cases.map((item) => outcomes(item, draft)[0]));
  if (!start) return [];
  const points: DeferralPoint[] = [{ share: 0, ...start }];
  let last: Outcome = start;
  for (const group of lowestFirst(cases)) {
    const gain = gainOf(group, draft);
    const from = points.length - 1;
    for (let step = 1; step <= group.length; step++) {
      points.push({ share: (from + step) / cases.length, ...moved(last, gain, step / cases.length) });
    }
    last = moved(last, gain, group.length / cases.length);
  }
  return points;
}

/**
 * The curve of one who knows both answers: first what only the larger model gets right, last what only the smaller
 * does.
 */
export function oracleCurve(cases: readonly DeferralCase[], draft: DraftCost = "paid"): DeferralPoint[] {
  const knowing = cases.map((item) => ({ ...item, score: Number(item.smallerRight) - Number(item.largerRight) }));
  return deferralCurve(knowing, draft);
}

/** The line of one who defers at random and therefore needs no draft: its ends are always-small and always-large. */
export function randomCurve(cases: readonly DeferralCase[]): DeferralPoint[] {
  const ends = [0, 1].map((share) =>
    meanOutcome(cases.map((item) => outcomes(item, "spared")[share] ?? { quality: 0 })),
  );
  return ends.flatMap((outcome, share) => (outcome ? [{ share, ...outcome }] : []));
}

function lowestFirst(cases: readonly DeferralCase[]): DeferralCase[][] {
  const sorted = cases.toSorted((a, b) => a.score - b.score);
  return [...Map.groupBy(sorted, ({ score }) => score).values()];
}

/** What deferring one of the group changes, in the mean. */
function gainOf(group: readonly DeferralCase[], draft: DraftCost): Outcome {
  const kept = meanOutcome(group.map((item) => outcomes(item, draft)[0])) ?? { quality: 0 };
  const deferred = meanOutcome(group.map((item) => outcomes(item, draft)[1])) ?? { quality: 0 };
  const quality = deferred.quality - kept.quality;
  return kept.cost === undefined || deferred.cost === undefined
    ? { quality }
    : { quality, cost: deferred.cost - kept.cost };
}

function moved(from: Outcome, gain: Outcome, by: number): Outcome {
  const quality = from.quality + by * gain.quality;
  return from.cost === undefined || gain.cost === undefined
    ? { quality }
    : { quality, cost: from.cost + by * gain.cost };
}
