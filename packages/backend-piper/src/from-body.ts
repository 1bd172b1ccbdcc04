import { SynthesizeResponse } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { parseWavHeader, type WavHeader } from "./wav-header.js";

/** Most bytes of samples that are taken from one answer: twelve minutes of a usual voice. */
const mostBytes = 32 * 1024 * 1024;

/** Frames in a second of speech. */
const framesPerSecond = 10;

/**
 * The speech in a WAV body as frames of about 100 ms, as the body comes; half a sample at the end is dropped. `check` sees the
 * rate first. Fails with `engine-unreadable` for a body that is no WAV, has no samples or ends before it has all it announced,
 * and with `answer-too-large`.
 */
export async function* framesOf(
  body: AsyncIterable<Uint8Array>,
  check: (sampleRateHz: number) => void,
): AsyncGenerator<SynthesizeResponse, void> {
  let held = Buffer.alloc(0);
  let header: WavHeader | undefined;
  let left = 0;
  for await (const piece of body) {
    held = Buffer.concat([held, piece]);
    if (!header) {
      header = parseWavHeader(held);
      if (!header) continue;
      checkLength(header.dataLength);
      check(header.sampleRateHz);
      held = held.subarray(header.dataAt);
      left = header.dataLength;
    }
    const frameLength = Math.round(header.sampleRateHz / framesPerSecond) * sampleLength(header);
    while (Math.min(held.length, left) >= frameLength) {
      yield frame(held.subarray(0, frameLength), header);
      held = held.subarray(frameLength);
      left -= frameLength;
    }
    if (held.length < left) continue;
    const whole = left - (left % sampleLength(header));
    if (whole > 0) yield frame(held.subarray(0, whole), header);
    return;
  }
  throw endedEarly(held.length, header === undefined ? undefined : left);
}

function frame(samples: Uint8Array, { sampleRateHz, channels }: WavHeader): SynthesizeResponse {
  // A copy: the bytes it came from go back to the connection.
  const audio = { data: Uint8Array.from(samples), mimeType: "audio/l16", sampleRateHz, channels };
  return SynthesizeResponse.fromPartial({ audio });
}

/** Bytes of one sample of all channels. */
function sampleLength({ channels }: WavHeader): number {
  return 2 * channels;
}

function checkLength(bytes: number): void {
  if (bytes < 2) throw new ProxyError("engine-unreadable", "the engine sent a WAV file without samples");
  if (bytes <= mostBytes) return;
  throw new ProxyError(
    "answer-too-large",
    `the engine announced ${bytes} bytes of speech, and at most ${mostBytes} are taken: send the text in parts`,
  );
}

function endedEarly(held: number, left: number | undefined): ProxyError {
  if (left !== undefined) {
    const lacking = left - held;
    return new ProxyError("engine-unreadable", `the engine sent a WAV file that ends ${lacking} bytes too early`);
  }
  if (held === 0) return new ProxyError("engine-unreadable", "the engine sent an empty answer, and no WAV file");
  return new ProxyError("engine-unreadable", `the engine sent ${held} bytes, and no WAV header is in them`);
}
