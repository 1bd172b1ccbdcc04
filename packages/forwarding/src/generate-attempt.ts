import type { GenerateEnd, GenerateRequest, TokenLogprob } from "@compute-proxy/api/backend/v1";
import type { BackendPort, Scope } from "@compute-proxy/backend";
import { type Clock, ProxyError, throwIfAborted } from "@compute-proxy/core";

/** A finished generation. */
export interface GeneratedText {
  readonly text: string;
  readonly logprobs: readonly TokenLogprob[];
  readonly end: GenerateEnd;
  /** From dispatch to the first text, in ms; undefined when there was none. */
  readonly ttftMs: number | undefined;
}

/**
 * Runs one generation: yields each piece of text as the engine produces it and returns the whole. A stream that ends without
 * its final record throws `no-final-record`, whatever text came. Leaving the loop early closes the engine's request.
 */
export async function* generateAttempt(
  port: BackendPort,
  request: GenerateRequest,
  scope: Scope & { readonly clock: Clock },
): AsyncGenerator<string, GeneratedText, void> {
  const began = scope.clock.now();
  const pieces: string[] = [];
  const logprobs: TokenLogprob[] = [];
  let ttftMs: number | undefined;
  for await (const { part } of port.generate(request, { signal: scope.signal })) {
    throwIfAborted(scope.signal);
    switch (part?.$case) {
      case "delta":
        logprobs.push(...part.value.logprobs);
        if (part.value.text === "") break;
        ttftMs ??= scope.clock.now() - began;
        pieces.push(part.value.text);
        yield part.value.text;
        break;
      case "end":
        return { text: pieces.join(""), logprobs, end: part.value, ttftMs };
      case undefined:
        break;
    }
  }
  throwIfAborted(scope.signal);
  throw new ProxyError("no-final-record", "the engine's answer ended without its final record");
}
