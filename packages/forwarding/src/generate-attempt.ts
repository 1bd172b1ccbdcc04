import type {
  GenerateBegin,
  GenerateDelta,
  GenerateEnd,
  GenerateRequest,
  TokenLogprob,
} from "@compute-proxy/api/backend/v1";
import type { BackendPort, Scope } from "@compute-proxy/backend";
import { type Clock, isProxyError, ProxyError, throwIfAborted } from "@compute-proxy/core";
import { engineTime } from "./engine-time.js";
import { leastTokens } from "./least-tokens.js";

/** A finished generation. */
export interface GeneratedText {
  readonly text: string;
  readonly logprobs: readonly TokenLogprob[];
  readonly end: GenerateEnd;
  /** From dispatch to the first text, in ms; undefined when there was none. */
  readonly ttftMs: number | undefined;
  /** From dispatch to the last piece, without the time that it waited for its reader, in ms; undefined where others wrote too. */
  readonly engineMs: number | undefined;
}

/** A piece of text. */
export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
  /** Tokens that have come since the last piece: one at least, where the engine does not tell. */
  readonly tokens: number;
}

/** Makes pieces and an answer of what one engine tells. */
export interface GenerationReader<Answer> {
  begin(begin: GenerateBegin): void;
  /** The text that may be shown now, if any. */
  delta(delta: GenerateDelta): TextPiece | undefined;
  /** Whether nothing more is wanted of the engine. */
  isWhole(): boolean;
  /** The final record has come: the text that was held until now, if any. */
  end(end: GenerateEnd): TextPiece | undefined;
  /** Asked for once, when the engine's request is closed: it took `engineMs`, without the time that it waited for its reader. */
  answer(engineMs: number): Answer | Promise<Answer>;
  /** Nothing more will be asked of it, whatever came. */
  closed(): void;
}

/**
 * Runs one generation: yields pieces as the reader lets them go, and returns its answer once the engine's request is closed. A stream
 * that ends without its final record throws `no-final-record`, whatever text came. Leaving the loop early closes the engine's request.
 * The reader is closed at the end in any case.
 */
export async function* generateAttempt<Answer>(
  port: Pick<BackendPort, "generate">,
  request: GenerateRequest,
  { signal, clock }: Scope & { readonly clock: Clock },
  reader: GenerationReader<Answer>,
): AsyncGenerator<TextPiece, Answer, void> {
  let hasText = false;
  let whole = false;
  const time = engineTime(clock);
  try {
    time.wait();
    for await (const { part } of port.generate(request, { signal })) {
      time.rest();
      throwIfAborted(signal);
      let piece: TextPiece | undefined;
      if (part?.$case === "delta") {
        hasText ||= part.value.text !== "";
        piece = reader.delta(part.value);
      } else if (part?.$case === "end") piece = reader.end(part.value);
      else if (part?.$case === "begin") reader.begin(part.value);
      if (piece) yield piece;
      whole = part?.$case === "end" || reader.isWhole();
      if (whole) break;
      time.wait();
    }
    if (whole) return await reader.answer(time.ms());
    throwIfAborted(signal);
    throw new ProxyError("no-final-record", "the engine's answer ended without its final record");
  } catch (error) {
    throw hasText ? asGarbled(error) : error;
  } finally {
    reader.closed();
  }
}

/** Shows every piece of text as it comes, and makes the answer of the whole. */
export function wholeTextReader<Answer>(
  clock: Clock,
  answerOf: (generated: GeneratedText) => Answer | Promise<Answer>,
): GenerationReader<Answer> {
  const began = clock.now();
  const texts: string[] = [];
  const logprobs: TokenLogprob[] = [];
  let ttftMs: number | undefined;
  let end: GenerateEnd | undefined;
  return {
    begin: () => undefined,
    delta(delta) {
      logprobs.push(...delta.logprobs);
      if (delta.text === "") return undefined;
      ttftMs ??= clock.now() - began;
      texts.push(delta.text);
      return { kind: "text", text: delta.text, tokens: leastTokens(delta) };
    },
    isWhole: () => false,
    end(record) {
      end = record;
      return undefined;
    },
    answer(engineMs) {
      if (!end) throw new ProxyError("internal", "an answer was made before its final record came");
      return answerOf({ text: texts.join(""), logprobs, end, ttftMs, engineMs });
    },
    closed: () => undefined,
  };
}

/** Unreadable output is worse after text than before it: then part of an answer is known to be wrong or lost. */
function asGarbled(error: unknown): unknown {
  if (!isProxyError(error) || error.code !== "engine-unreadable") return error;
  const { message, backend, cause } = error;
  return new ProxyError("engine-garbled", `after a part of the answer, ${message}`, { backend, cause });
}
