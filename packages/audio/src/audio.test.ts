import { Audio } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { durationMs, joinAudio, type PcmAudio, readAudio, toMono, writeWav } from "./index.js";
import { WaveFile } from "./wave-file.js";

/** One second of a tone. */
function tone(hertz: number, sampleRateHz: number, channels = 1): PcmAudio {
  const samples = Int16Array.from({ length: sampleRateHz * channels }, (_, index) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * Math.floor(index / channels)) / sampleRateHz)),
  );
  return { samples, sampleRateHz, channels };
}

/** How much of a frequency is in a sound, by Goertzel's sum; 1 for a pure tone of the same amplitude as `tone`. */
function share({ samples, sampleRateHz }: PcmAudio, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [index, sample] of samples.entries()) {
    real += sample * Math.cos((2 * Math.PI * hertz * index) / sampleRateHz);
    imaginary += sample * Math.sin((2 * Math.PI * hertz * index) / sampleRateHz);
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length / 10_000;
}

function inDepth(pcm: PcmAudio, bitDepth: string): Audio {
  const file = new WaveFile();
  file.fromScratch(pcm.channels, pcm.sampleRateHz, "16", pcm.samples);
  file.toBitDepth(bitDepth);
  return Audio.fromPartial({ data: file.toBuffer(), mimeType: "audio/wav" });
}

describe("readAudio", () => {
  it.each(["8", "16", "24", "32", "32f", "64"])("reads WAV with bit depth %s", (bitDepth) => {
    const pcm = readAudio(inDepth(tone(440, 16_000), bitDepth));

    expect(pcm).toMatchObject({ sampleRateHz: 16_000, channels: 1 });
    expect(durationMs(pcm)).toBe(1000);
    expect(share(pcm, 440)).toBeCloseTo(1, 1);
  });

  it.each([8000, 11_025, 22_050, 44_100, 48_000])("reads stereo at %d Hz", (rate) => {
    const pcm = readAudio(writeWav(tone(440, rate, 2)));

    expect([pcm.channels, pcm.sampleRateHz, Math.round(durationMs(pcm))]).toEqual([2, rate, 1000]);
  });

  it("reads raw samples with a stated rate", () => {
    const data = new Uint8Array(tone(440, 8000).samples.buffer);

    expect(
      readAudio(Audio.fromPartial({ data, mimeType: "audio/l16", sampleRateHz: 8000, channels: 1 })).samples,
    ).toEqual(tone(440, 8000).samples);
  });

  const wav = writeWav(tone(440, 16_000)).data;
  it.each([
    { name: "nothing", audio: {}, says: "is empty" },
    { name: "text", audio: { data: new TextEncoder().encode("this is no audio at all") }, says: "RIFF/WAVE" },
    { name: "a header only", audio: { data: wav.subarray(0, 44) }, says: "no samples" },
    { name: "half a header", audio: { data: wav.subarray(0, 20) }, says: "cut or damaged" },
    {
      name: "raw samples without a rate",
      audio: { data: wav.subarray(44), mimeType: "audio/l16" },
      says: "sample_rate_hz",
    },
    {
      name: "half a sample",
      audio: { data: wav.subarray(44, 47), mimeType: "audio/l16", sampleRateHz: 8000 },
      says: "whole number",
    },
    { name: "another format", audio: { data: wav, mimeType: "audio/ogg" }, says: '"audio/ogg"' },
    {
      name: "a rate that is too high",
      audio: { data: wav.subarray(44), mimeType: "audio/l16", sampleRateHz: 96_000 },
      says: "96000 Hz",
    },
    { name: "60 MB", audio: { data: new Uint8Array(60_000_000) }, says: "at most 25000000" },
    {
      name: "eleven minutes",
      audio: { data: new Uint8Array(11 * 60 * 8000 * 2), mimeType: "audio/l16", sampleRateHz: 8000 },
      says: "lasts 660 s",
    },
  ])("refuses $name", ({ audio, says }) => {
    expect(() => readAudio(Audio.fromPartial(audio))).toThrow(
      expect.objectContaining({ code: "input-not-usable", message: expect.stringContaining(says) }),
    );
  });
});

describe("toMono", () => {
  it.each([
    { from: 48_000, channels: 2 },
    { from: 44_100, channels: 1 },
    { from: 22_050, channels: 1 },
    { from: 8000, channels: 2 },
  ])("keeps a tone and its length from $from Hz, $channels channels, to 16 kHz", ({ from, channels }) => {
    const mono = toMono(tone(440, from, channels), 16_000);

    expect([mono.channels, mono.sampleRateHz]).toEqual([1, 16_000]);
    expect(Math.abs(durationMs(mono) - 1000)).toBeLessThan(2);
    expect(share(mono, 440)).toBeGreaterThan(0.9);
  });

  it("does not fold a tone over half the new rate back into the sound", () => {
    const mono = toMono(tone(15_000, 48_000), 16_000);

    expect(share(mono, 1000)).toBeLessThan(0.05);
  });

  it("averages two channels", () => {
    expect([
      ...toMono({ samples: Int16Array.of(10, 20, -10, -30), sampleRateHz: 8000, channels: 2 }, 8000).samples,
    ]).toEqual([15, -20]);
  });
});

describe("writeWav and joinAudio", () => {
  it("are the way back", () => {
    const sound = tone(440, 22_050);
    const halves = [sound.samples.slice(0, 7000), sound.samples.slice(7000)].map((samples) =>
      writeWav({ ...sound, samples }),
    );

    expect(joinAudio(halves)).toEqual(sound);
    expect(readAudio(writeWav(joinAudio(halves)))).toEqual(sound);
  });

  it("does not join what differs in rate", () => {
    expect(() => joinAudio([writeWav(tone(1, 8000)), writeWav(tone(1, 16_000))])).toThrow(
      expect.objectContaining({ code: "engine-unreadable" }),
    );
  });
});
