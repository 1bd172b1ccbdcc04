import { GenerationOptions, type Stage } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { confidenceOf, generateAttempt, qualityOf, validate } from "@compute-proxy/forwarding";
import { gatesOf } from "./gates-of.js";
import type { StagePrompt } from "./stage-prompt.js";
import type { StagePiece, StageWork } from "./stage-work.js";

/** Tokens of an answer when nothing else is said: an engine's own default may be without limit. */
const defaultMaxTokens = 1024;

/** What a text stage measures of each answer. */
export interface TextMeasures {
  readonly confidence: boolean;
  readonly quality: boolean;
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
      const { text, logprobs, end, ttftMs } = yield* asPieces(generateAttempt(rung.backend.port, request, scope));
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

async function* asPieces<Answer>(
  texts: AsyncGenerator<string, Answer, void>,
): AsyncGenerator<StagePiece, Answer, void> {
  try {
    for (;;) {
      const step = await texts.next();
      if (step.done === true) return step.value;
      yield { kind: "text", text: step.value };
    }
  } finally {
    await texts.return(undefined as never);
  }
}
