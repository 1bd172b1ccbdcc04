import { Backend, ModelInfo } from "@compute-proxy/api";
import { DescribeResponse, type GenerateRequest, GenerateResponse, TokenLogprob } from "@compute-proxy/api/backend/v1";
import { type Adapter, unsupported } from "@compute-proxy/backend";
import { throwIfAborted, untilAborted } from "@compute-proxy/core";
import type { ContinuationAbility, ContinuationBook } from "@compute-proxy/forwarding";

/** What happens to one call. */
export interface CallScript {
  /** Thrown after so many pieces; `undefined` in place of an error: the stream ends without its final record. */
  readonly fails?: { readonly after: number; readonly error: Error | undefined };
  /** Awaited before piece number n; number `pieces` is the final record. */
  readonly before?: (index: number, signal: AbortSignal) => Promise<void> | undefined;
}

/** A model that writes one text, whatever it is asked, and goes on with any beginning of it. */
export interface ContinuingModel {
  readonly tokens: readonly string[];
  /** Tokens of each piece, over and over. Default one. */
  readonly pieceTokens?: readonly number[];
  /** Whether each piece is provisional, over and over. Default: none is. */
  readonly provisional?: readonly boolean[];
  /** Probability of each token. Absent: the engine gives none. */
  readonly probability?: number;
}

/** A backend that a test cuts and asks what it saw. */
export interface ContinuingBackend extends Adapter {
  readonly definition: Backend;
  readonly requests: readonly GenerateRequest[];
  /** Calls that have begun and not ended. */
  readonly open: () => number;
}

const rendered = "<user>?<assistant>";
const promptIds = [1001, 1002];

/** Makes one. `script` is asked for each call, with its number from 0. */
export function continuingBackend(
  definition: Parameters<typeof Backend.fromPartial>[0] & { readonly id: string },
  model: ContinuingModel,
  script: (call: number, request: GenerateRequest) => CallScript = () => ({}),
): ContinuingBackend {
  const requests: GenerateRequest[] = [];
  let open = 0;
  const describe = DescribeResponse.fromPartial({
    capabilities: ["text_generation"],
    models: [ModelInfo.fromPartial({ name: "m", capabilities: ["text_generation"] })],
  });
  return {
    definition: Backend.fromPartial({ type: "simulated", hardware: "npu", ...definition }),
    requests,
    open: () => open,
    capabilities: ["text_generation"],
    simulated: false,
    close: () => Promise.resolve(),
    port: {
      ...unsupported("the continuing backend"),
      describe: () => Promise.resolve(describe),
      async *generate(request, { signal }) {
        const { fails, before } = script(requests.length, request);
        requests.push(request);
        open += 1;
        try {
          throwIfAborted(signal);
          if (request.continuable) yield beginOf(request);
          const pieces = piecesOf(model, request);
          for (const [index, piece] of pieces.entries()) {
            if (fails?.after === index) throw fails.error ?? endWithoutRecord;
            const wait = before?.(index, signal);
            if (wait) await untilAborted(wait, signal);
            throwIfAborted(signal);
            yield piece;
          }
          if (fails) throw fails.error ?? endWithoutRecord;
          const wait = before?.(pieces.length, signal);
          if (wait) await untilAborted(wait, signal);
          yield endOf(model, request);
        } catch (error) {
          if (error !== endWithoutRecord) throw error;
        } finally {
          open -= 1;
        }
      },
    },
  };
}

/** Every backend goes on in these modes. */
export function continuesBy(...modes: ContinuationAbility["modes"]): ContinuationBook {
  const ability = { modes, boundaryTrouble: false, template: "t", tokenizer: "v" };
  return { of: () => ability };
}

const endWithoutRecord = new Error("the stream ends here");

function beginOf({ prompt, raw, promptTokenIds }: GenerateRequest): GenerateResponse {
  const value = {
    renderedPrompt: raw ? prompt : rendered,
    templateDigest: "t",
    tokenizerDigest: "v",
    promptTokenIds: promptTokenIds.length > 0 ? promptTokenIds : promptIds,
  };
  return GenerateResponse.fromPartial({ part: { $case: "begin", value } });
}

interface Token {
  /** Undefined when a stop string has cut its text. */
  readonly id: number | undefined;
  readonly text: string;
}

function piecesOf(model: ContinuingModel, request: GenerateRequest): readonly GenerateResponse[] {
  const { pieceTokens = [1], provisional = [false], probability } = model;
  const pieces: GenerateResponse[] = [];
  const tokens = tokensOf(model, request);
  for (let at = 0; at < tokens.length;) {
    const turn = pieces.length;
    const group = tokens.slice(at, at + (pieceTokens[turn % pieceTokens.length] ?? 1));
    at += group.length;
    const logprobs =
      request.logprobs && probability !== undefined
        ? group.map(({ text }) => TokenLogprob.fromPartial({ token: text, logprob: Math.log(probability) }))
        : [];
    const value = {
      text: group.map(({ text }) => text).join(""),
      logprobs,
      tokens: group.length,
      tokenIds: group.every(({ id }) => id !== undefined) ? group.flatMap(({ id }) => id ?? []) : [],
      provisional: provisional[turn % provisional.length] ?? false,
    };
    pieces.push(GenerateResponse.fromPartial({ part: { $case: "delta", value } }));
  }
  return pieces;
}

function endOf(model: ContinuingModel, request: GenerateRequest): GenerateResponse {
  const written = tokensOf(model, request).length;
  const limited = written === request.options?.maxTokens;
  const value = { finishReason: limited ? "length" : "stop", usage: { tokensIn: 2, tokensOut: written } };
  return GenerateResponse.fromPartial({ part: { $case: "end", value } });
}

/** What is left of the token at the place where the request ends, and the tokens after it, within its limit and before its stops. */
function tokensOf({ tokens }: ContinuingModel, request: GenerateRequest): readonly Token[] {
  const begun = begunText(tokens, request).length;
  let at = 0;
  const rest = tokens.flatMap((token, id) => {
    const text = token.slice(Math.max(0, begun - at));
    at += token.length;
    return at > begun ? [{ id, text }] : [];
  });
  return beforeStop(rest.slice(0, request.options?.maxTokens), request.options?.stop ?? []);
}

/** An engine sees the stop strings of its own text alone. */
function beforeStop(tokens: readonly Token[], stops: readonly string[]): readonly Token[] {
  const text = tokens.map((token) => token.text).join("");
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  let left = Math.min(text.length, ...ends);
  return tokens.flatMap((token) => {
    const kept = token.text.slice(0, left);
    left -= kept.length;
    return kept === "" ? [] : [{ id: kept === token.text ? token.id : undefined, text: kept }];
  });
}

function begunText(tokens: readonly string[], request: GenerateRequest): string {
  if (request.promptTokenIds.length > 0) {
    return tokens.slice(0, request.promptTokenIds.length - promptIds.length).join("");
  }
  if (request.raw) return request.prompt.slice(rendered.length);
  return request.continueLastMessage ? (request.messages.at(-1)?.content ?? "") : "";
}
