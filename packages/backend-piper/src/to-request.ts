import type { SynthesizeRequest } from "@compute-proxy/api/backend/v1";
import { longestModelName } from "@compute-proxy/backend";
import { printable, ProxyError, scalarCount, type Violation } from "@compute-proxy/core";
import type { Voice } from "./wire.js";

/** Longest text that is spoken in one request, in characters: some five minutes of speech. */
const longestText = 5000;

/** How slow and how fast a voice may speak. */
const slowest = 4;
const fastest = 0.25;

/**
 * Checks what can be checked without the engine, which answers everything wrong with HTTP 500 and no reason. Fails with
 * `invalid-request` and all violations, `input-not-usable`, or `engine-lacks-model` for a name that no voice can have.
 */
export function checkRequest(request: SynthesizeRequest): void {
  const violations = [...violationsOf(request)];
  if (violations.length > 0) throw invalid(violations);
  if (request.model.length > longestModelName) {
    const rule = `names have at most ${longestModelName} characters`;
    throw new ProxyError("engine-lacks-model", `no engine has a voice "${printable(request.model)}": ${rule}`);
  }
  checkText(request.text);
}

/** Checks the speaker against the voice. Fails with `invalid-request`. */
export function checkSpeaker(request: SynthesizeRequest, { name, speakers }: Voice): void {
  const speaker = request.options?.speaker;
  if (speaker === undefined || (speakers !== undefined && speakers > 1 && speaker < speakers)) return;
  const voice = `voice "${printable(name)}"`;
  if (speakers === undefined) throw wrongSpeaker(`must not be set: the engine does not tell how many ${voice} has`);
  if (speakers === 1) throw wrongSpeaker(`must not be set: ${voice} has one speaker only`);
  throw wrongSpeaker(`must be 0 to ${speakers - 1}: ${voice} has ${speakers} speakers`);
}

/** The body of the request. The voice is always named; other options only when they are set. */
export function toSpeechBody({ model, text, options }: SynthesizeRequest): Readonly<Record<string, unknown>> {
  return {
    text,
    voice: model,
    ...(options?.speaker === undefined ? {} : { speaker_id: options.speaker }),
    ...(options?.lengthScale === undefined ? {} : { length_scale: options.lengthScale }),
    // Piper's only sources of chance.
    ...(options?.deterministic === true ? { noise_scale: 0, noise_w_scale: 0 } : {}),
  };
}

function* violationsOf({ model, options }: SynthesizeRequest): Iterable<Violation> {
  if (model === "") yield { field: "model", description: "must name a voice of the engine" };
  const scale = options?.lengthScale;
  const description = `must be a number from ${fastest} to ${slowest}`;
  if (scale !== undefined && !(scale >= fastest && scale <= slowest))
    yield { field: "options.length_scale", description };
}

function checkText(text: string): void {
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw unusable("text: there is nothing to say; speech needs at least one letter or digit");
  }
  const length = scalarCount(text);
  if (length <= longestText) return;
  const rule = `at most ${longestText} are spoken at once; send it in parts`;
  throw unusable(`text: it has ${length} characters, and ${rule}`);
}

function unusable(message: string): ProxyError {
  return new ProxyError("input-not-usable", message);
}

function wrongSpeaker(description: string): ProxyError {
  return invalid([{ field: "options.speaker", description }]);
}

function invalid(violations: readonly Violation[]): ProxyError {
  const listed = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
  return new ProxyError("invalid-request", listed, { violations });
}
