import type { GenerateEnd, GenerateRequest, TokenLogprob } from "@compute-proxy/api/backend/v1";
import type { BackendPort, Scope } from "@compute-proxy/backend";
import { type Clock, isProxyError, ProxyError, throwIfAborted } from "@compute-proxy/core";

/** A finished generation. */
export interface GeneratedText {
  readonly text: string;
  readonly logprobs: readonly TokenLogprob[];
  readonly end: GenerateEnd;
  /** From dispatch to the first text, in ms; undefined when there was none. */
  readonly ttftMs: number | undefined;
}

/** What the engine has produced since the last piece. */
export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
}

/**
 * Runs one generation: yields each piece of text as the engine produces it and returns what `answerOf` makes of the whole. A stream
 * that ends without its final record throws `no-final-record`, whatever text came. Leaving the loop early closes the engine's request.
 */
export async function* generateAttempt<Answer>(
  port: BackendPort,
  request: GenerateRequest,
  scope: Scope & { readonly clock: Clock },
  answerOf: (generated: GeneratedText) => Answer,
): AsyncGenerator<TextPiece, Answer, void> {
  const began = scope.clock.now();
  const pieces: string[] = [];
  const logprobs: TokenLogprob[] = [];
  let ttftMs: number | undefined;
  try {
    for await (const { part } of port.generate(request, { signal: scope.signal })) {
      throwIfAborted(scope.signal);
      switch (part?.$case) {
        case "delta":
          logprobs.push(...part.value.logprobs);
          if (part.value.text === "") break;
          ttftMs ??= scope.clock.now() - began;
          pieces.push(part.value.text);
          yield { kind: "text", text: part.value.text };
          break;
        case "end":
          return answerOf({ text: pieces.join(""), logprobs, end: part.value, ttftMs });
        case undefined:
          break;
      }
    }
  } catch (error) {
    throw pieces.length > 0 ? asGarbled(error) : error;
  }
  throwIfAborted(scope.signal);
  throw new ProxyError("no-final-record", "the engine's answer ended without its final record");
}

/** Unreadable output is worse after text than before it: then part of an answer is known to be wrong or lost. */
function asGarbled(error: unknown): unknown {
  if (!isProxyError(error) || error.code !== "engine-unreadable") return error;
  const { message, backend, cause } = error;
  return new ProxyError("engine-garbled", `after a part of the answer, ${message}`, { backend, cause });
}
