import { Attempt } from "@compute-proxy/api";
import type { ProxyError } from "@compute-proxy/core";
import type { Judgement } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import { toRunError } from "../run/run-error.js";
import type { StageAnswer } from "./answer.js";

/** An attempt that has ended. */
export interface TriedAttempt {
  readonly number: number;
  readonly rung: Rung;
  readonly durationMs: number;
  /** How long it waited for a place at the backend; undefined when it got none. */
  readonly queuedMs: number | undefined;
  readonly ended:
    | {
        readonly kind: "answered";
        readonly answer: StageAnswer;
        readonly judgement: Judgement;
        readonly accepted: boolean;
      }
    | { readonly kind: "failed"; readonly error: ProxyError; readonly aborted: boolean };
}

/** The attempt as clients see it. */
export function toAttempt({ number, rung, durationMs, queuedMs, ended }: TriedAttempt): Attempt {
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
  const { answer, judgement, accepted } = ended;
  return {
    ...base,
    outcome: accepted ? "accepted" : "rejected",
    reason: judgement.because,
    message: judgement.message,
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

/** Marks what did not come from the device that it stands for. Absent otherwise. */
export function provenance({ backend }: Rung): { readonly simulated?: true; readonly emulated?: true } {
  return {
    ...(backend.simulated ? { simulated: true as const } : {}),
    ...(backend.definition.emulated === true ? { emulated: true as const } : {}),
  };
}
