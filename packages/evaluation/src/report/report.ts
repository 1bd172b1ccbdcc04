import type { EarlyExitRule, Interval } from "@compute-proxy/calibration";
import type { LogHeader, LoggedRung } from "../log/answer-log.js";
import type { Target } from "../scores/variant.js";

/** A share of right answers, with its 95 % Wilson interval. */
export interface Accuracy {
  readonly n: number;
  readonly right: number;
  /** Absent of nothing. */
  readonly low?: number;
  readonly high?: number;
}

/** Means per question. */
export interface Outcome {
  readonly quality: number;
  readonly ms: number;
  /** Configured watts times busy time: modelled, not measured. Absent without configured watts. */
  readonly joules?: number;
}

/** What one rung did alone. */
export interface RungReport extends LoggedRung {
  readonly train: Accuracy;
  readonly test: Accuracy;
  /** Of the test half. */
  readonly families: ReadonlyArray<{ readonly family: string; readonly n: number; readonly right: number }>;
  /** Over both halves. */
  readonly mean_ms: number;
  readonly mean_tokens_out: number;
  readonly cut_by_length: number;
}

/** What comes of deferring 0, 1, 2, ... of the n questions of the test half. Columns of n + 1 numbers. */
export interface CurveReport {
  readonly quality: readonly number[];
  readonly ms: readonly number[];
  readonly joules?: readonly number[];
}

/** A way to decide what is deferred, on the test half. Intervals are 95 %, from resampled questions. */
export interface PolicyReport {
  readonly name: string;
  /** Is the smaller's answer right? */
  readonly auroc?: Interval;
  /** Only where the score is a probability. */
  readonly brier?: Interval;
  readonly ece?: Interval;
  /** Mean quality over all shares, less that of deferring at random. */
  readonly area?: Interval;
  readonly share_of_oracle?: number;
  /** The smallest share deferred at which the larger's own quality is reached. */
  readonly reach?: number;
  readonly curve: CurveReport;
}

/** A score that was tried: chosen by `train_area` alone. */
export interface TriedReport {
  readonly name: string;
  readonly target: Target;
  readonly strength: number;
  /** Cross-validated inside the training half. */
  readonly train_area: number;
  /** On the test half, looked at once and after the choice. */
  readonly test_area: number;
  readonly chosen: boolean;
}

/** Two rungs. */
export interface PairReport {
  readonly smaller: string;
  readonly larger: string;
  readonly n_train: number;
  readonly n_test: number;
  readonly both_right: number;
  readonly only_smaller_right: number;
  readonly only_larger_right: number;
  readonly neither_right: number;
  /** Exact, two-sided. */
  readonly mcnemar_p: number;
  readonly always_smaller: Outcome;
  readonly always_larger: Outcome;
  readonly oracle_area: number;
  readonly policies: readonly PolicyReport[];
  /** Ours less another, on the same questions. */
  readonly ours_over: ReadonlyArray<{ readonly than: string; readonly area?: Interval }>;
  readonly tried: readonly TriedReport[];
}

/** What aborting weak drafts would have done to the test half. */
export interface EarlyExitReportOfRung {
  readonly rung: string;
  /** `observed`: at most 3 % of the good training drafts are killed. `upper-bound`: so is the 90 % bound of that share. */
  readonly demand: "expected" | "upper-bound";
  /** Fitted on the training half. */
  readonly rule: EarlyExitRule;
  readonly drafts: number;
  readonly tokens: number;
  readonly tokens_saved: number;
  readonly good: number;
  readonly good_killed: number;
  /** Upper end of the 95 % interval of the share of good drafts killed. Absent without good drafts. */
  readonly good_killed_high?: number;
  readonly bad: number;
  readonly bad_killed: number;
}

/** What recorded answers say of confidence. Plain data; the same log gives the same. */
export interface EvaluationReport {
  readonly kind: "compute-proxy-evaluation";
  readonly version: 1;
  readonly date: string;
  readonly question_set: LogHeader["question_set"];
  readonly settings: LogHeader["settings"];
  readonly machine: LogHeader["machine"];
  /** Shuffled labels must leave no signal. */
  readonly labels: { readonly kind: "as-graded" } | { readonly kind: "shuffled"; readonly seed: number };
  readonly resamples: number;
  readonly rungs: readonly RungReport[];
  readonly pairs: readonly PairReport[];
  readonly early_exit: readonly EarlyExitReportOfRung[];
}
