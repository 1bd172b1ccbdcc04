/** A question that both the smaller and the larger model answered. */
export interface DeferralCase {
  /**
   * Confidence in the smaller one's answer (or in the smaller model, before it answers). The lowest are deferred first.
   */
  readonly score: number;
  readonly smallerRight: boolean;
  readonly largerRight: boolean;
  /** Of each answer, in one unit: joules, milliseconds. Absent where not measured. */
  readonly costs?: { readonly smaller: number; readonly larger: number };
}

/** A cascade has paid for the smaller answer when it defers; a route that is chosen before the first token has not. */
export type DraftCost = "paid" | "spared";

/** What answering everything so would come to, per question. */
export interface Outcome {
  /** Share of right answers. */
  readonly quality: number;
  /** Mean cost. Absent where one of the cases has none. */
  readonly cost?: number;
}

/** What a case comes to when it is kept and when it is deferred. */
export function outcomes(
  { smallerRight, largerRight, costs }: DeferralCase,
  draft: DraftCost,
): readonly [Outcome, Outcome] {
  const [kept, deferred] = [{ quality: smallerRight ? 1 : 0 }, { quality: largerRight ? 1 : 0 }];
  if (!costs) return [kept, deferred];
  const deferredCost = costs.larger + (draft === "paid" ? costs.smaller : 0);
  return [
    { ...kept, cost: costs.smaller },
    { ...deferred, cost: deferredCost },
  ];
}

/** The mean; undefined of nothing. */
export function meanOutcome(all: readonly Outcome[]): Outcome | undefined {
  if (all.length === 0) return undefined;
  const costs = all.flatMap(({ cost }) => cost ?? []);
  const quality = all.reduce((sum, outcome) => sum + outcome.quality, 0) / all.length;
  return costs.length < all.length
    ? { quality }
    : { quality, cost: costs.reduce((sum, cost) => sum + cost, 0) / all.length };
}
