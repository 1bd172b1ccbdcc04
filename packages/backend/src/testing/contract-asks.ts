import { GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import { isProxyError } from "@compute-proxy/core";

/** A question that every model answers at some length. */
export const longQuestion = "Count from one to twenty in words.";

/** A scope that is never aborted. */
export const noAbort = (): { readonly signal: AbortSignal } => ({ signal: new AbortController().signal });

/** A request for text, at temperature 0 so that real engines repeat themselves. */
export function askFor(model: string, rest: Parameters<typeof GenerateRequest.fromPartial>[0] = {}): GenerateRequest {
  const options = { maxTokens: 24, temperature: 0, ...rest.options };
  return GenerateRequest.fromPartial({ model, prompt: longQuestion, ...rest, options });
}

/** The parts of a stream, in order. */
export async function partsOf(
  stream: AsyncIterable<GenerateResponse>,
): Promise<Array<NonNullable<GenerateResponse["part"]>>> {
  const parts = [];
  for await (const { part } of stream) if (part) parts.push(part);
  return parts;
}

/** The code of the error that a call ends with; an error that is not ours is thrown. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (isProxyError(error)) return error.code;
    throw error;
  }
  return "no error";
}

/** Waits until the condition holds; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
