import { Backend, ModelInfo } from "@compute-proxy/api";
import {
  DescribeResponse,
  EmbedResponse,
  type GenerateRequest,
  GenerateResponse,
  TokenLogprob,
} from "@compute-proxy/api/backend/v1";
import { throwIfAborted, untilAborted } from "@compute-proxy/core";
import type { Adapter } from "../registry.js";
import { unsupported } from "../unsupported.js";

/** What the engine does with one call. */
export interface ScriptedAnswer {
  /** One delta each. */
  readonly deltas?: readonly string[];
  /** Probability of each token; one a delta, or none when the engine gives none. */
  readonly probabilities?: readonly number[];
  readonly finishReason?: "stop" | "length";
  /** Thrown after the deltas, in place of the end. */
  readonly error?: Error;
  /** Awaited before delta number n. */
  readonly before?: (index: number) => Promise<void>;
  /** False: the stream ends without its final record. */
  readonly ends?: boolean;
  readonly tokensIn?: number;
}

/** An adapter that a test writes the answers for, and asks what it saw. */
export interface ScriptedBackend extends Adapter {
  readonly definition: Backend;
  /** Every request, in order. */
  readonly requests: readonly GenerateRequest[];
  /** Calls that have begun and not ended. */
  readonly open: () => number;
}

/**
 * Makes one. `answer` is asked for each call, with its number from 0. The definition is filled up with a backend that
 * serves every model on the NPU.
 */
export function scriptedBackend(
  definition: Parameters<typeof Backend.fromPartial>[0] & { readonly id: string },
  answer: (call: number, request: GenerateRequest) => ScriptedAnswer,
): ScriptedBackend {
  const requests: GenerateRequest[] = [];
  let open = 0;
  const models = [ModelInfo.fromPartial({ name: "any", capabilities: ["text_generation", "embedding"] })];
  return {
    definition: Backend.fromPartial({ type: "simulated", hardware: "npu", ...definition }),
    requests,
    open: () => open,
    capabilities: ["text_generation", "embedding"],
    simulated: false,
    close: () => Promise.resolve(),
    port: {
      ...unsupported("the scripted backend"),
      async describe(_request, { signal }) {
        throwIfAborted(signal);
        return DescribeResponse.fromPartial({
          type: "scripted",
          models,
          capabilities: ["text_generation", "embedding"],
        });
      },
      async embed(request, { signal }) {
        throwIfAborted(signal);
        return EmbedResponse.fromPartial({ embedding: { values: [request.text.length, 1] }, usage: { tokensIn: 2 } });
      },
      async *generate(request, { signal }) {
        const script = answer(requests.length, request);
        requests.push(request);
        open += 1;
        try {
          const deltas = script.deltas ?? [];
          for (const [index, text] of deltas.entries()) {
            if (script.before) await untilAborted(script.before(index), signal);
            throwIfAborted(signal);
            const probability = script.probabilities?.[index];
            const logprobs =
              probability === undefined
                ? []
                : [TokenLogprob.fromPartial({ token: text, logprob: Math.log(probability) })];
            yield GenerateResponse.fromPartial({ part: { $case: "delta", value: { text, logprobs } } });
          }
          if (script.error) throw script.error;
          if (script.ends === false) return;
          yield GenerateResponse.fromPartial({
            part: {
              $case: "end",
              value: {
                finishReason: script.finishReason ?? "stop",
                usage: { tokensIn: script.tokensIn ?? 3, tokensOut: deltas.length },
              },
            },
          });
        } finally {
          open -= 1;
        }
      },
    },
  };
}
