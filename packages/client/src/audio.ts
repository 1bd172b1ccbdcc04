import { Audio, type ExecutePipelineResponse, type PipelineStreamResponse } from "@compute-proxy/api";

/** The bytes of a WAV file as an input: `{ audio: wavAudio(await readFile("question.wav")) }`. The server checks them. */
export function wavAudio(bytes: Uint8Array): Audio {
  return Audio.fromPartial({ data: bytes, mimeType: "audio/wav" });
}

/** Raw little-endian 16 bit samples as an input. */
export function rawAudio(bytes: Uint8Array, sampleRateHz: number, channels: 1 | 2 = 1): Audio {
  return Audio.fromPartial({ data: bytes, mimeType: "audio/l16", sampleRateHz, channels });
}

/** The speech that a run ended with, a WAV file in `data`; undefined when it ended with something else or with nothing. */
export function audioOf(response: ExecutePipelineResponse): Audio | undefined {
  const kind = response.finalOutput?.kind;
  return kind?.$case === "audio" ? kind.value : undefined;
}

/** The frames of a streamed run as they come, ready to play: raw little-endian 16 bit samples with their rate. */
export async function* audioFrames(events: AsyncIterable<PipelineStreamResponse>): AsyncGenerator<Audio, void, void> {
  for await (const { event } of events) {
    if (event?.$case === "audioDelta" && event.value.audio) yield event.value.audio;
  }
}
