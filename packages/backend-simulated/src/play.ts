import { type GenerateDelta, GenerateEnd, type GenerateResponse, TokenLogprob } from "@compute-proxy/api/backend/v1";
import { type Clock, throwIfAborted } from "@compute-proxy/core";
import type { Delivery } from "./deliveries.js";
import { type Device, tokenDueMs } from "./device.js";
import type { Plan } from "./plan.js";
import { templateDigest } from "./render.js";
import { encodeText, tokenId, tokenizerDigest } from "./vocabulary.js";

/** Where and how a plan is played. */
export interface Playing {
  readonly device: Device;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly logprobs: boolean;
  /** Whether another backend may have to go on. */
  readonly continuable: boolean;
  readonly modelDigest: string;
}

/** Turns a plan into a stream, in the time that the device takes. An abort ends it at once with the signal's reason. */
export async function* play(
  plan: Plan,
  { device, clock, signal, logprobs, continuable, modelDigest }: Playing,
): AsyncIterable<GenerateResponse> {
  const start = clock.now();
  if (continuable) yield beginOf(plan);
  let firstAt = start;
  for (const [index, delivery] of plan.deliveries.entries()) {
    const wait = start + tokenDueMs(device, index) - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    else throwIfAborted(signal);
    if (index === 0) firstAt = clock.now();
    if (delivery.text !== "") yield deltaOf(delivery, logprobs, continuable);
  }
  throwIfAborted(signal);
  const usage = {
    tokensIn: plan.tokensIn,
    tokensOut: plan.deliveries.length,
    promptMs: firstAt - start,
    generateMs: clock.now() - firstAt,
  };
  const value = GenerateEnd.fromPartial({ finishReason: plan.finishReason, usage, modelDigest });
  yield { part: { $case: "end", value } };
}

function beginOf({ rendered }: Plan): GenerateResponse {
  const value = {
    renderedPrompt: rendered,
    templateDigest,
    tokenizerDigest,
    promptTokenIds: encodeText(rendered),
  };
  return { part: { $case: "begin", value } };
}

function deltaOf({ text, tokens }: Delivery, logprobs: boolean, continuable: boolean): GenerateResponse {
  const told = logprobs ? tokens : [];
  const value: GenerateDelta = {
    text,
    logprobs: told.map((token) =>
      TokenLogprob.fromPartial({ token: token.text, logprob: Math.log(token.probability) }),
    ),
    tokens: tokens.length,
    tokenIds: continuable ? idsOf(tokens) : [],
    provisional: false,
  };
  return { part: { $case: "delta", value } };
}

/** The ids of all of them, or none where one is only the rest of a token. */
function idsOf(tokens: Delivery["tokens"]): number[] {
  const ids = tokens.flatMap(({ text }) => tokenId(text) ?? []);
  return ids.length === tokens.length ? ids : [];
}
