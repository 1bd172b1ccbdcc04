import type { ConfidenceDetail, ValidatorResult } from "@compute-proxy/api";

/** What is known of an answer when it is judged. What was not measured is undefined. */
export interface JudgedAnswer {
  readonly confidence: ConfidenceDetail | undefined;
  /** 1 or 0. */
  readonly quality: number | undefined;
  readonly validators: readonly ValidatorResult[];
  /** Why the draft was aborted while it was written. Absent: it was not. */
  readonly earlyExit?: string;
}
