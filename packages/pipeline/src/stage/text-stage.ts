import { GenerationOptions, type Stage } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import {
  type EarlyExitPlan,
  exitingReader,
  type GeneratedText,
  generateAttempt,
  wholeTextReader,
} from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";
import { gatesOf } from "./gates-of.js";
import { movableText, type MoveFacts } from "./failover/text-moves.js";
import type { StagePrompt } from "./stage-prompt.js";
import type { AttemptCall, StageWork } from "./stage-work.js";
import { textAnswer, type TextMeasures } from "./text-answer.js";
import { textWatches, type WatchFacts } from "./text-watches.js";
import { totalTime } from "./time/total-time.js";
import { withSecondOpinion } from "./with-second-opinion.js";

/** Tokens of an answer when nothing else is said: an engine's own default may be without limit. */
export const defaultMaxTokens = 1024;

/** What surrounds a text stage. */
export interface TextSurroundings {
  /** Undefined: its text stays where it began. */
  readonly moves: MoveFacts | undefined;
  readonly watches: WatchFacts;
  /** When a rung's draft is aborted while it is written. Undefined: no draft is. */
  readonly thetaOf: ((rung: Rung) => number | undefined) | undefined;
}

/** Text generation as the attempt loop sees it. */
export function textWork(
  stage: Stage,
  { prompt, messages }: StagePrompt,
  measures: TextMeasures,
  surroundings: TextSurroundings,
): StageWork {
  const options = { ...(stage.generation ?? GenerationOptions.fromPartial({})) };
  options.maxTokens ??= defaultMaxTokens;
  const logprobs = measures.confidence || surroundings.thetaOf !== undefined;
  const asked = { messages: messages.length > 0 ? messages : [{ role: "user", content: prompt }], options };
  const request = GenerateRequest.fromPartial({ prompt, messages: [...messages], options, logprobs });
  const answer = (generated: GeneratedText, writer: Rung | undefined): StageAnswer =>
    textAnswer(generated, writer, asked, measures);
  const moves = surroundings.moves && movableText(request, surroundings.moves, answer);
  const total = totalTime(stage.deadline?.totalMs);
  const watched = textWatches(surroundings.watches, total);
  return {
    gates: gatesOf(stage),
    moves,
    paused: (ms) => total.take(ms),
    timeLeft: () => total.left(),
    attempt(rung, call) {
      const port = watched(rung, call, moves);
      const exit = exitPlan(rung, call, surroundings);
      const reader = wholeTextReader(call.clock, (generated) => answer(generated, rung));
      const writing =
        moves?.concerns(call) === true
          ? moves.attempt(port, rung, call, exit)
          : generateAttempt(
              port,
              { ...request, model: rung.engineModel },
              call,
              exit ? exitingReader(reader, exit) : reader,
            );
      return measures.confidence ? withSecondOpinion(writing, { ...call, rung, asked, total }) : writing;
    },
  };
}

/** A draft is aborted only where its answer could still be handed on. */
function exitPlan(
  rung: Rung,
  call: AttemptCall,
  { thetaOf, watches: { rungs } }: TextSurroundings,
): EarlyExitPlan | undefined {
  const hasSuccessor = call.attemptsLeft > 0 && call.index + 1 < rungs.length;
  const theta = hasSuccessor ? thetaOf?.(rung) : undefined;
  return theta === undefined ? undefined : { theta, mayExit: () => !call.isFinal() };
}
