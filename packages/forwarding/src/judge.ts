import type { JudgedAnswer } from "./answer.js";

/** The gates of a stage. An undefined gate is not there. */
export interface Gates {
  /** 0 to 1. */
  readonly minConfidence: number | undefined;
  /** 0 to 1. */
  readonly qualityThreshold: number | undefined;
}

/** Codes of a judgement's reason. */
export type JudgementReason =
  | "no-checks"
  | "checks-passed"
  | "low-confidence"
  | "no-confidence"
  | "low-quality"
  | "early-exit";

/** Whether an answer passes the gates, and why. */
export interface Judgement {
  readonly passed: boolean;
  readonly because: JudgementReason;
  /** For people. */
  readonly message: string;
}

/** Whether a stage has any gate. */
export function hasGates({ minConfidence, qualityThreshold }: Gates): boolean {
  return minConfidence !== undefined || qualityThreshold !== undefined;
}

/** A draft that was aborted passes nothing. Else quality first: it is a fact, where confidence is an estimate. */
export function judge(answer: JudgedAnswer, gates: Gates): Judgement {
  const { minConfidence, qualityThreshold } = gates;
  if (answer.earlyExit !== undefined) return rejected("early-exit", answer.earlyExit);
  if (!hasGates(gates)) return { passed: true, because: "no-checks", message: "no checks were asked for" };
  if (qualityThreshold !== undefined && (answer.quality ?? 0) < qualityThreshold) {
    const failed = answer.validators.filter(({ passed }) => !passed).map(({ message }) => message);
    const detail = failed.length > 0 ? failed.join("; ") : "the quality was not measured";
    return rejected("low-quality", `quality ${answer.quality ?? "unknown"} is under ${qualityThreshold}: ${detail}`);
  }
  if (minConfidence !== undefined) {
    if (!answer.confidence) return rejected("no-confidence", "the answer is empty, so there is no confidence");
    const { value, source } = answer.confidence;
    if (value < minConfidence) {
      return rejected("low-confidence", `confidence ${value.toFixed(3)} (${source}) is under ${minConfidence}`);
    }
  }
  return { passed: true, because: "checks-passed", message: "every check passed" };
}

function rejected(because: JudgementReason, message: string): Judgement {
  return { passed: false, because, message };
}
