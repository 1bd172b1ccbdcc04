import { Attempt } from "@compute-proxy/api";
import type { ProxyError } from "@compute-proxy/core";
import type { Judgement } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import { toRunError } from "../run/run-error.js";
import type { StageAnswer } from "./answer.js";
import type { Departure } from "./departure.js";
import type { AttemptPart } from "./failover/text-moves.js";

/** An attempt that has ended. */
export interface TriedAttempt {
  readonly number: number;
  readonly rung: Rung;
  readonly durationMs: number;
  /** How long it waited for a place at the backend; undefined when it got none. */
  readonly queuedMs: number | undefined;
  /** What it added to a text that may go from backend to backend; undefined where the text could not. */
  readonly part: AttemptPart | undefined;
  /** Whether another backend went on with its text. */
  readonly wentOn?: boolean;
  /** For people: what else is to be said of it. */
  readonly note?: string | undefined;
  readonly ended:
    | {
        readonly kind: "answered";
        readonly answer: StageAnswer;
        readonly judgement: Judgement;
        readonly accepted: boolean;
      }
    | { readonly kind: "failed"; readonly error: ProxyError; readonly aborted: boolean }
    /** Its backend works. */
    | ({ readonly kind: "left" } & Departure);
}

/** Whether it brought a whole answer, passed or not. */
export function hasAnswer({ ended }: TriedAttempt): boolean {
  return ended.kind === "answered" && ended.answer.earlyExit === undefined;
}

/** The attempt as clients see it. */
export function toAttempt(tried: TriedAttempt): Attempt {
  const { number, rung, durationMs, queuedMs, note, ended } = tried;
  const base = {
    number,
    backend: rung.backend.id,
    model: rung.engineModel,
    requestedModel: rung.requestedModel,
    device: rung.backend.definition.hardware,
    durationMs,
    queueMs: queuedMs,
    energy: undefined,
    ...provenance(rung),
    ...partOf(tried),
  };
  if (ended.kind === "failed") {
    const { error, aborted } = ended;
    return Attempt.fromPartial({
      ...base,
      outcome: aborted ? "aborted" : "failed",
      reason: error.code,
      message: error.message,
      error: toRunError(error),
    });
  }
  if (ended.kind === "left") {
    const { because, message } = ended;
    return Attempt.fromPartial({ ...base, outcome: "left", reason: because, message });
  }
  const { answer, judgement, accepted } = ended;
  return {
    ...base,
    outcome: accepted ? "accepted" : "rejected",
    reason: judgement.because,
    message: note === undefined ? judgement.message : `${judgement.message}; ${note}`,
    confidence: answer.confidence?.value,
    confidenceDetail: answer.confidence,
    quality: answer.quality,
    validators: [...answer.validators],
    tokensIn: answer.tokensIn,
    tokensOut: answer.tokensOut,
    ttftMs: answer.ttftMs,
    finishReason: answer.finishReason,
    modelDigest: answer.modelDigest,
    error: undefined,
  };
}

/** Its share of the text, where the text was moved. */
function partOf({ part, wentOn }: TriedAttempt): Pick<Attempt, "continuation" | "textFrom" | "textTo"> {
  if (!part || (part.continuation === "" && wentOn !== true)) return { continuation: "" };
  return { continuation: part.continuation, textFrom: part.from, textTo: part.to };
}

/** Marks what did not come from the device that it stands for. Absent otherwise. */
export function provenance({ backend }: Rung): { readonly simulated?: true; readonly emulated?: true } {
  return {
    ...(backend.simulated ? { simulated: true as const } : {}),
    ...(backend.definition.emulated === true ? { emulated: true as const } : {}),
  };
}
