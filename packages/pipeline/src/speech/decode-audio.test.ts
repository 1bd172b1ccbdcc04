import { Audio } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { decodeAudio } from "./decode-audio.js";

const sound = (): Audio =>
  Audio.fromPartial({ data: Uint8Array.of(1, 0, 2, 0), mimeType: "audio/l16", sampleRateHz: 8000 });

describe("decodeAudio", () => {
  it("decodes a message once, and another message anew", () => {
    const message = sound();

    expect(decodeAudio(message)).toBe(decodeAudio(message));
    expect(decodeAudio(sound())).not.toBe(decodeAudio(message));
  });

  it("says each time what is wrong with what is no audio", () => {
    const junk = Audio.fromPartial({ data: Uint8Array.of(1, 2, 3) });

    for (const _ of [1, 2]) expect(() => decodeAudio(junk)).toThrow("RIFF");
  });
});
