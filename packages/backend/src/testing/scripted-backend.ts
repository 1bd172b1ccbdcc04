import { type Audio, Backend, ModelInfo } from "@compute-proxy/api";
import {
  DescribeResponse,
  EmbedResponse,
  GenerateBegin,
  type GenerateRequest,
  GenerateResponse,
  type SynthesizeRequest,
  SynthesizeResponse,
  TokenLogprob,
  type TranscribeRequest,
  TranscribeResponse,
} from "@compute-proxy/api/backend/v1";
import { throwIfAborted, untilAborted } from "@compute-proxy/core";
import type { BackendPort } from "../port.js";
import type { Adapter } from "../adapter.js";
import { unsupported } from "../unsupported.js";

/** What the engine does with one call. */
export interface ScriptedAnswer {
  /** Sent before the deltas when the request says that another backend may have to go on. */
  readonly begin?: Parameters<typeof GenerateBegin.fromPartial>[0];
  /** One delta each. */
  readonly deltas?: readonly string[];
  /** Probability of each token; one a delta, or none when the engine gives none. */
  readonly probabilities?: readonly number[];
  /** Tokens of each delta; none when the engine does not tell. */
  readonly tokens?: readonly number[];
  /** Ids of the tokens of each delta. */
  readonly tokenIds?: ReadonlyArray<readonly number[]>;
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

/** What the engine hears and says. Absent: it cannot. */
export interface ScriptedVoice {
  readonly transcribe?: (request: TranscribeRequest) => Parameters<typeof TranscribeResponse.fromPartial>[0];
  /** One frame each. */
  readonly synthesize?: (request: SynthesizeRequest) => AsyncIterable<Audio> | Iterable<Audio>;
}

/**
 * Makes one. `answer` is asked for each call, with its number from 0. The definition is filled up with a backend that
 * serves every model on the NPU.
 */
export function scriptedBackend(
  definition: Parameters<typeof Backend.fromPartial>[0] & { readonly id: string },
  answer: (call: number, request: GenerateRequest) => ScriptedAnswer,
  voice: ScriptedVoice = {},
): ScriptedBackend {
  const requests: GenerateRequest[] = [];
  let open = 0;
  const models = [ModelInfo.fromPartial({ name: "any", capabilities: capabilitiesOf(voice) })];
  return {
    definition: Backend.fromPartial({ type: "simulated", hardware: "npu", ...definition }),
    requests,
    open: () => open,
    capabilities: capabilitiesOf(voice),
    simulated: false,
    close: () => Promise.resolve(),
    port: {
      ...unsupported("the scripted backend"),
      ...hears(voice),
      ...speaks(voice),
      async describe(_request, { signal }) {
        throwIfAborted(signal);
        return DescribeResponse.fromPartial({
          type: "scripted",
          models,
          capabilities: capabilitiesOf(voice),
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
          if (script.begin && request.continuable) {
            yield { part: { $case: "begin", value: GenerateBegin.fromPartial(script.begin) } };
          }
          const deltas = script.deltas ?? [];
          for (const [index, text] of deltas.entries()) {
            if (script.before) await untilAborted(script.before(index), signal);
            throwIfAborted(signal);
            const probability = script.probabilities?.[index];
            const logprobs =
              probability === undefined
                ? []
                : [TokenLogprob.fromPartial({ token: text, logprob: Math.log(probability) })];
            const told = { tokens: script.tokens?.[index], tokenIds: [...(script.tokenIds?.[index] ?? [])] };
            yield GenerateResponse.fromPartial({ part: { $case: "delta", value: { text, logprobs, ...told } } });
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

function capabilitiesOf({ transcribe, synthesize }: ScriptedVoice): string[] {
  return [
    "text_generation",
    "embedding",
    ...(transcribe ? ["audio_to_text"] : []),
    ...(synthesize ? ["text_to_audio"] : []),
  ];
}

function hears({ transcribe }: ScriptedVoice): Partial<Pick<BackendPort, "transcribe">> {
  if (!transcribe) return {};
  return {
    async transcribe(request, { signal }) {
      throwIfAborted(signal);
      return TranscribeResponse.fromPartial(transcribe(request));
    },
  };
}

function speaks({ synthesize }: ScriptedVoice): Partial<Pick<BackendPort, "synthesize">> {
  if (!synthesize) return {};
  return {
    async *synthesize(request, { signal }) {
      for await (const audio of synthesize(request)) {
        throwIfAborted(signal);
        yield SynthesizeResponse.fromPartial({ audio });
      }
    },
  };
}
