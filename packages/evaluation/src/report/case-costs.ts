import type { LoggedRung } from "../log/answer-log.js";
import type { PairCase } from "../scores/pair-case.js";

/** What an answer costs, in one unit. */
interface Costs {
  readonly smaller: number;
  readonly larger: number;
}

/** How a case is priced; undefined where it cannot be. */
export type Price = (from: PairCase) => Costs | undefined;

/** By the time from asking to the last token, in ms. */
export const byTime: Price = ({ smaller, larger }) => ({ smaller: smaller.ms, larger: larger.ms });

/** By configured watts times that time, in joules: modelled. Undefined unless both rungs have watts. */
export function byEnergy(smallerRung: LoggedRung, largerRung: LoggedRung): Price {
  const [smallerWatts, largerWatts] = [smallerRung.watts, largerRung.watts];
  if (smallerWatts === undefined || largerWatts === undefined) return () => undefined;
  return ({ smaller, larger }) => ({
    smaller: (smallerWatts * smaller.ms) / 1000,
    larger: (largerWatts * larger.ms) / 1000,
  });
}
