import { ExecutePipelineResponse, PipelineStreamResponse } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { joinAudio, readAudio, writeWav } from "@compute-proxy/audio";
import { audioFrames, audioOf, rawAudio, wavAudio } from "./audio.js";

describe("audio helpers", () => {
  it("name the type of what they wrap", () => {
    expect(wavAudio(Uint8Array.of(1))).toMatchObject({ mimeType: "audio/wav", data: Uint8Array.of(1) });
    expect(rawAudio(Uint8Array.of(1, 2), 8000)).toMatchObject({
      mimeType: "audio/l16",
      sampleRateHz: 8000,
      channels: 1,
    });
  });

  it("find the speech of a run", () => {
    const audio = wavAudio(Uint8Array.of(1));

    expect(
      audioOf(ExecutePipelineResponse.fromPartial({ finalOutput: { kind: { $case: "audio", value: audio } } })),
    ).toEqual(audio);
    expect(
      audioOf(ExecutePipelineResponse.fromPartial({ finalOutput: { kind: { $case: "text", value: "x" } } })),
    ).toBeUndefined();
  });

  it("join frames into one WAV, and read it again", () => {
    const frame = rawAudio(Uint8Array.of(1, 0, 2, 0), 22_050);

    const wav = writeWav(joinAudio([frame, frame]));

    expect([...readAudio(wavAudio(wav.data)).samples]).toEqual([1, 2, 1, 2]);
  });

  it("give the frames of a stream, and nothing else of it", async () => {
    const frame = rawAudio(Uint8Array.of(1, 2), 22_050);
    async function* events(): AsyncGenerator<PipelineStreamResponse> {
      yield PipelineStreamResponse.fromPartial({ event: { $case: "textDelta", value: { text: "x" } } });
      yield PipelineStreamResponse.fromPartial({ event: { $case: "audioDelta", value: { audio: frame } } });
    }

    const frames = [];
    for await (const audio of audioFrames(events())) frames.push(audio);

    expect(frames).toEqual([frame]);
  });
});
