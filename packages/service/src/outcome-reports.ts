import type { AnswerFacts, OutcomeMemory } from "@compute-proxy/forwarding";

/** What somebody says of an answer. */
export interface ReportedOutcome {
  readonly runId: string;
  /** "": the run's last stage that has a measured confidence. */
  readonly stageId: string;
  readonly good: boolean;
}

/** What it was filed under. */
export interface FiledOutcome extends AnswerFacts {
  /** Verdicts kept for that model and task, this one included. */
  readonly labels: number;
}

/** What remembers answers and keeps verdicts on them; `@compute-proxy/outcomes` does. */
export interface OutcomeReports extends OutcomeMemory {
  /** Returns when the verdict is kept. Throws `run-not-found`, `outcomes-locked` or `outcomes-not-kept`. */
  report(outcome: ReportedOutcome): FiledOutcome;
}
