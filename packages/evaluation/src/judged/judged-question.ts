import type { TokenLogprob } from "@compute-proxy/calibration";
import type { LogHeader } from "../log/answer-log.js";
import type { Split } from "../questions/question.js";

/** A recorded answer and its verdict. */
export interface JudgedAnswer {
  readonly good: boolean;
  readonly text: string;
  readonly tokens: readonly TokenLogprob[];
  readonly finishReason: string;
  readonly tokensOut: number;
  /** From asking to the last token. */
  readonly ms: number;
  /** P(right) by the model's own one-letter judgement. Absent where it was not asked or said neither A nor B. */
  readonly selfCheck?: number;
}

/** A question, and what each rung made of it. */
export interface JudgedQuestion {
  readonly id: string;
  readonly family: string;
  readonly split: Split;
  readonly prompt: string;
  readonly embedding?: readonly number[];
  /** By the rung's name. A rung without an answer is not there. */
  readonly answers: ReadonlyMap<string, JudgedAnswer>;
}

/** A log with a verdict for each answer, in the order of the question set. */
export interface JudgedLog {
  readonly header: LogHeader;
  readonly questions: readonly JudgedQuestion[];
}
