import { GenerationOptions, type Stage } from "@compute-proxy/api";
import { confidenceOf, type GeneratedText, generateAttempt, qualityOf, validate } from "@compute-proxy/forwarding";
import type { StageAnswer } from "./answer.js";
import { gatesOf } from "./gates-of.js";
import type { StagePrompt } from "./stage-prompt.js";
import type { StageWork } from "./stage-work.js";

/** Tokens of an answer when nothing else is said: an engine's own default may be without limit. */
const defaultMaxTokens = 1024;

/** What a text stage measures of each answer. */
export interface TextMeasures {
  readonly confidence: boolean;
  readonly quality: boolean;
}

/** Text generation as the attempt loop sees it. */
export function textWork(stage: Stage, { prompt, messages }: StagePrompt, measures: TextMeasures): StageWork {
  const options = { ...(stage.generation ?? GenerationOptions.fromPartial({})) };
  options.maxTokens ??= defaultMaxTokens;
  return {
    gates: gatesOf(stage),
    attempt(rung, scope) {
      const logprobs = measures.confidence;
      const request = { model: rung.engineModel, prompt, messages: [...messages], options, logprobs };
      return generateAttempt(rung.backend.port, request, scope, (generated) => answerOf(generated, measures));
    },
  };
}

function answerOf({ text, logprobs, end, ttftMs }: GeneratedText, measures: TextMeasures): StageAnswer {
  const { finishReason, modelDigest, usage } = end;
  const validators = measures.quality ? validate({ text, finishReason }) : [];
  return {
    payload: { kind: { $case: "text", value: text } },
    confidence: measures.confidence ? confidenceOf({ text, logprobs, finishReason }) : undefined,
    quality: measures.quality ? qualityOf(validators) : undefined,
    validators,
    tokensIn: usage?.tokensIn,
    tokensOut: usage?.tokensOut,
    ttftMs,
    finishReason,
    modelDigest,
  };
}
