import type { SynthesizeRequest, SynthesizeResponse } from "@compute-proxy/api/backend/v1";
import { engineError, type EngineName } from "@compute-proxy/backend";
import { throwIfAborted } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { framesOf } from "./from-body.js";
import type { Slots } from "./slots.js";
import { checkRequest, checkSpeaker, toSpeechBody } from "./to-request.js";
import type { Voice } from "./wire.js";

/** What one synthesis needs. */
export interface SynthesisParts {
  readonly http: EngineHttp;
  readonly engine: EngineName;
  readonly slots: Slots;
  readonly findVoice: (name: string, signal: AbortSignal) => Promise<Voice>;
}

/** The engine's speech as it comes. Everything that can be checked is checked before the engine is asked to speak. */
export async function* synthesize(
  { http, engine, slots, findVoice }: SynthesisParts,
  request: SynthesizeRequest,
  signal: AbortSignal,
): AsyncGenerator<SynthesizeResponse, void> {
  throwIfAborted(signal);
  checkRequest(request);
  const voice = await findVoice(request.model, signal);
  checkSpeaker(request, voice);
  using _place = await slots.take(signal);
  const checkRate = (hz: number): void => {
    if (voice.sampleRateHz === undefined || voice.sampleRateHz === hz) return;
    const said = `sent ${hz} Hz for a voice of ${voice.sampleRateHz} Hz: it spoke with another voice`;
    throw engineError("engine-unreadable", said, engine);
  };
  for await (const frame of framesOf(http.speech(toSpeechBody(request), signal), checkRate)) {
    yield frame;
    throwIfAborted(signal);
  }
}
