import { GenerateEnd } from "@compute-proxy/api/backend/v1";
import { type DraftDecision, watchDraft } from "@compute-proxy/calibration";
import type { GenerationReader } from "./generate-attempt.js";

/** When a draft is aborted while it is written. */
export interface EarlyExitPlan {
  /** Of `watchDraft`. */
  readonly theta: number;
  /** Whether the draft could still be handed on. */
  mayExit(): boolean;
}

/** What an attempt answers when it was aborted: what came so far, with the reason. */
export type ExitingAnswer<Answer> = Answer & { readonly earlyExit?: string };

/** Reads a draft, and wants no more of it once its tokens say that it will be rejected. */
export function exitingReader<Answer extends object>(
  reader: GenerationReader<Answer>,
  { theta, mayExit }: EarlyExitPlan,
): GenerationReader<ExitingAnswer<Answer>> {
  const watch = watchDraft(theta);
  let tokens = 0;
  let reason: string | undefined;
  // Asked anew once the newest piece is out: it may be the one that makes the answer final.
  const exit = (): string | undefined => (mayExit() ? reason : undefined);
  return {
    begin: (begin) => reader.begin(begin),
    delta(delta) {
      const piece = reader.delta(delta);
      tokens += delta.tokens ?? delta.logprobs.length;
      for (const token of delta.logprobs) {
        const decision = watch(token);
        if (decision.kind === "abort" && !reader.isWhole()) reason ??= reasonOf(decision);
      }
      return piece;
    },
    isWhole: () => exit() !== undefined || reader.isWhole(),
    end: (end) => reader.end(end),
    async answer(engineMs) {
      const earlyExit = exit();
      if (earlyExit === undefined) return reader.answer(engineMs);
      reader.end(GenerateEnd.fromPartial({ usage: { tokensOut: tokens } }));
      return { ...(await reader.answer(engineMs)), earlyExit };
    },
    closed: () => reader.closed(),
  };
}

function reasonOf({ theta, windowMean }: Extract<DraftDecision, { kind: "abort" }>): string {
  const means = `the mean logprob of two windows of its tokens is under ${theta.toFixed(3)}, of the last one`;
  return `aborted while it was written: ${means} ${windowMean.toFixed(3)}`;
}
