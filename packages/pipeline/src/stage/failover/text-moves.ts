import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { BackendPort } from "@compute-proxy/backend";
import {
  type ContinuationAbility,
  type EarlyExitPlan,
  exitingReader,
  generateAttempt,
  type GeneratedText,
  remainingTokens,
  type TextPiece,
  type Trigger,
} from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import type { StageAnswer } from "../answer.js";
import type { AttemptCall } from "../stage-work.js";
import type { FailoverSettings } from "./failover-settings.js";
import { findTarget, type Target, type TargetChoice } from "./find-target.js";
import { type Generation, isOfManyModels, openGeneration } from "./generation.js";
import { sameModel } from "./same-model.js";

/** What moving a text depends on. */
export interface MoveFacts {
  readonly settings: FailoverSettings;
  readonly rungs: readonly Rung[];
  /** Undefined: not probed. */
  abilityOf(rung: Rung): ContinuationAbility | undefined;
  /** Whether a rung may be entered now. */
  mayEnter(rung: Rung): boolean;
  /** Whether calls go elsewhere for the moment, as long as there is such a place. */
  isShunned(rung: Rung): boolean;
}

/** What an attempt added to a text that several backends write. */
export interface AttemptPart {
  /** How it went on with what others had written; empty: it began the text. */
  readonly continuation: string;
  /** What the client got of it, in Unicode scalar values of the text. */
  readonly from: number;
  readonly to: number;
  /** Whether its engine wrote anything, delivered or not. */
  readonly produced: boolean;
}

/** How the text of one stage goes from backend to backend. One answer at a time. */
export interface TextMoves {
  /** Where the text of an attempt goes on; undefined where a trigger is not to move it, or its text cannot be moved. */
  target(trigger: Trigger, index: number, shown: boolean): TargetChoice | undefined;
  /** The next attempt goes on with the text there. */
  goOn(target: Target): void;
  /** The next attempt begins an answer of its own. */
  beginAnew(): void;
  /** The answer of a text whose every allowed token was delivered before its backend was lost; else undefined. */
  spent(): StageAnswer | undefined;
  /** Of the attempt that ended last; undefined when its text could not be moved. */
  part(): AttemptPart | undefined;
  /** What was delivered so far. */
  delivered(): string;
  /** Tokens that may still be written; undefined: there is no limit. */
  remainingTokens(): number | undefined;
  /** What a target will be asked if the text goes on there now; undefined when every allowed token is delivered. */
  request(target: Target): GenerateRequest | undefined;
}

/** The moves of a stage, and how its attempts run so that they can be made. */
export interface MovableText extends TextMoves {
  /** Whether an attempt has text to go on with, or may have to leave its own to a later rung. */
  concerns(call: AttemptCall): boolean;
  attempt(
    port: Pick<BackendPort, "generate">,
    rung: Rung,
    call: AttemptCall,
    exit: EarlyExitPlan | undefined,
  ): AsyncGenerator<TextPiece, StageAnswer, void>;
}

/**
 * Nothing has been asked. `request` is what a rung that begins the text is asked, but for the model. `answerOf` is told who wrote a text;
 * undefined when more than one model did.
 */
export function movableText(
  request: GenerateRequest,
  facts: MoveFacts,
  answerOf: (generated: GeneratedText, writer: Rung | undefined) => StageAnswer,
): MovableText {
  let generation: Generation | undefined;
  let target: Target | undefined;
  const answer = (generated: GeneratedText): StageAnswer => {
    const writers = generation?.writers ?? [];
    if (isOfManyModels(writers)) return { ...answerOf(generated, undefined), modelChanged: true };
    return answerOf(generated, writers.at(-1));
  };
  const hasSuccessor = ({ index, attemptsLeft }: AttemptCall): boolean =>
    attemptsLeft > 0 && mayHaveSuccessor(facts, index);

  return {
    concerns: (call) => target?.continuation !== undefined || hasSuccessor(call),
    attempt(port, rung, call, exit) {
      const holdsToken = facts.rungs.slice(call.index + 1).some((later) => facts.abilityOf(later)?.boundaryTrouble);
      generation ??= openGeneration(request, { holdsToken });
      const asked = generation.begin(rung, target?.continuation, facts.abilityOf(rung)?.tokenizer);
      const reader = generation.reader(call.clock, answer);
      // What others have begun is not weak because its rest is.
      const watched = exit && !target?.continuation ? exitingReader(reader, exit) : reader;
      return generateAttempt(port, { ...asked, continuable: hasSuccessor(call) }, call, watched);
    },
    target(trigger, index, shown) {
      if (!generation || !facts.settings.covers(trigger)) return undefined;
      return findTarget(generation, facts.settings, { ...facts, trigger, index, shown });
    },
    goOn(next) {
      target = next;
    },
    beginAnew() {
      generation = undefined;
      target = undefined;
    },
    spent() {
      const generated = generation?.spent();
      return generated && answer(generated);
    },
    part() {
      const segment = generation?.ledger.segments.at(-1);
      if (!segment) return undefined;
      const { mode, from, to, tokens } = segment;
      return { continuation: mode === "start" ? "" : mode, from, to, produced: tokens > 0 };
    },
    delivered: () => generation?.ledger.delivered ?? "",
    remainingTokens: () => generation && remainingTokens(generation.ledger),
    request({ index, continuation }) {
      const rung = facts.rungs[index];
      return rung && generation?.requestFor(rung, continuation?.mode);
    },
  };
}

/** Whether some later rung could ever go on with a text of this one. */
export function mayHaveSuccessor({ rungs, settings }: Pick<MoveFacts, "rungs" | "settings">, index: number): boolean {
  const rung = rungs[index];
  return (
    rung !== undefined && rungs.some((later, at) => at > index && (settings.mayChangeModel || sameModel(rung, later)))
  );
}
