import { seededRandom } from "@compute-proxy/calibration";
import type { JudgedLog } from "../judged/judged-question.js";
import { shuffleLabels } from "../judged/shuffle-labels.js";
import type { LoggedRung } from "../log/answer-log.js";
import type { Pair } from "../scores/pair-case.js";
import { earlyExitOf } from "./early-exit-report.js";
import { pairReport } from "./pair-report.js";
import type { EvaluationReport } from "./report.js";
import { rungReport } from "./rung-report.js";

/** What a report may be asked for beside the usual. */
export interface ReportOptions {
  /** Default: each rung with the next, and the first with the last. */
  readonly pairs?: readonly Pair[] | undefined;
  /** Deals the verdicts out at random first. */
  readonly shuffleSeed?: number | undefined;
  /** Of each bootstrap. Default 1000. */
  readonly resamples?: number | undefined;
}

/** The report on a judged log. Pure and seeded: the same log and options give the same report. */
export function makeReport(judged: JudgedLog, options: ReportOptions = {}): EvaluationReport {
  const { shuffleSeed, resamples = 1000 } = options;
  const log = shuffleSeed === undefined ? judged : shuffleLabels(judged, shuffleSeed);
  const { date, question_set, settings, machine, rungs } = log.header;
  const seeds = seededRandom(1);
  const resampling = (): { seed: number; resamples: number } => ({ seed: seeds.below(2 ** 31), resamples });
  return {
    kind: "compute-proxy-evaluation",
    version: 1,
    date,
    question_set,
    settings,
    machine,
    labels: shuffleSeed === undefined ? { kind: "as-graded" } : { kind: "shuffled", seed: shuffleSeed },
    resamples,
    rungs: rungs.map((rung) => rungReport(rung, log.questions)),
    pairs: (options.pairs ?? usualPairs(rungs)).map((pair) => pairReport(pair, log, resampling())),
    early_exit: rungs.slice(0, -1).flatMap(({ name }) => earlyExitOf(name, log.questions)),
  };
}

/** Neighbours on the ladder, and its two ends. */
function usualPairs(rungs: readonly LoggedRung[]): Pair[] {
  const names = rungs.map(({ name }) => name);
  const neighbours = names.slice(1).map((larger, index) => ({ smaller: names[index] ?? larger, larger }));
  const [first, last] = [names[0], names.at(-1)];
  if (names.length < 3 || first === undefined || last === undefined) return neighbours;
  return [...neighbours, { smaller: first, larger: last }];
}
