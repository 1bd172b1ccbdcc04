import { GenerationOptions, type Stage } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { confidenceOf, type Gates, generateAttempt, qualityOf, validate } from "@compute-proxy/forwarding";
import type { StagePrompt } from "./stage-prompt.js";
import type { StageWork } from "./stage-work.js";

/** Tokens of an answer when nothing else is said: an engine's own default may be without limit. */
const defaultMaxTokens = 1024;

/** What a text stage measures of each answer. */
export interface TextMeasures {
  readonly confidence: boolean;
  readonly quality: boolean;
}

/** The gates that a stage's policy sets. */
function gatesOf({ forwardingPolicy: policy }: Stage): Gates {
  return {
    minConfidence: policy?.enableConfidenceCheck === true ? policy.minConfidence : undefined,
    qualityThreshold: policy?.enableQualityCheck === true ? policy.qualityThreshold : undefined,
  };
}

/** Text generation as the attempt loop sees it. */
export function textWork(stage: Stage, { prompt, messages }: StagePrompt, measures: TextMeasures): StageWork {
  const options = { ...GenerationOptions.fromPartial(stage.generation ?? {}) };
  options.maxTokens ??= defaultMaxTokens;
  return {
    gates: gatesOf(stage),
    async *attempt(rung, scope) {
      const request = GenerateRequest.fromPartial({
        model: rung.engineModel,
        prompt,
        messages: [...messages],
        options,
        logprobs: measures.confidence,
      });
      const { text, logprobs, end, ttftMs } = yield* generateAttempt(rung.backend.port, request, scope);
      const validators = measures.quality ? validate({ text, finishReason: end.finishReason }) : [];
      return {
        payload: { kind: { $case: "text", value: text } },
        confidence: measures.confidence ? confidenceOf({ text, logprobs, finishReason: end.finishReason }) : undefined,
        quality: measures.quality ? qualityOf(validators) : undefined,
        validators,
        tokensIn: end.usage?.tokensIn,
        tokensOut: end.usage?.tokensOut,
        ttftMs,
        finishReason: end.finishReason,
        modelDigest: end.modelDigest,
      };
    },
  };
}
