import type { Audio } from "@compute-proxy/api";
import { systemClock } from "@compute-proxy/core";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { engineHttp } from "./engine-http.js";
import { record, recordedReply, recordedVersion } from "./test-bench/fixture.js";
import { noise, silence, tone, unknownCode, wavFile } from "./test-bench/recordings.js";
import { startRelay } from "./test-bench/relay.js";
import { speaker, speech } from "./test-bench/speech.js";
import { createWorkbench, type Outcome, outcomeOf, requestFor } from "./test-bench/workbench.js";
import { toInferenceCall } from "./to-request.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const real = process.env["COMPUTE_PROXY_TEST_WHISPER"];
const records = process.env["COMPUTE_PROXY_RECORD"] !== undefined;

/** What a recording is, and what the engine makes of it. */
const recordings = {
  "silence-5s": () => silence(5),
  "noise-5s": () => noise(5),
  "tone-100ms": () => tone(0.1),
  "unknown-code": () => unknownCode(1),
} as const satisfies Record<string, () => Audio>;
type RecordingName = keyof typeof recordings | "speech";

/** Length of what Piper says, for the replay: its sound is not in this repository. */
const speechSeconds = 2.6;

type Hear = (name: RecordingName) => Promise<Outcome>;

const hearRecorded: Hear = async (name) => {
  const engine = await bench.fake({ answer: () => recordedReply(name) });
  const audio = name === "speech" ? tone(speechSeconds) : recordings[name]();
  return await outcomeOf(bench.adapterFor(engine.url), requestFor(audio));
};

function hearReal(endpoint: string): Hear {
  return async (name) => {
    const audio = name === "speech" ? await speech() : recordings[name]();
    return await outcomeOf(bench.adapterFor(endpoint), requestFor(audio));
  };
}

function whatItDoes(hear: Hear): void {
  it("says that silence is probably silence, and our text of it is empty", async () => {
    const { response } = await hear("silence-5s");

    expect(response).toMatchObject({ text: "", language: "en", durationMs: 5000 });
    expect(response?.segments.map(({ text }) => text)).toEqual([""]);
    expect(response?.segments[0]?.noSpeechProbability).toBeGreaterThan(0.5);
  });

  it.each(["noise-5s", "tone-100ms"] as const)("hears nothing in %s, and that is an answer", async (name) => {
    const { response } = await hear(name);

    expect(response).toMatchObject({ text: "", segments: [] });
  });

  it("refuses a file whose code it does not know", async () => {
    const { error } = await hear("unknown-code");

    expect(error).toMatchObject({ code: "engine-rejected", backend: "whisper-npu" });
  });
}

function whatItHears(hear: Hear): void {
  it("hears what was said, with the words' times within the recording", async () => {
    const { response } = await hear("speech");
    const words = response?.segments.flatMap((segment) => segment.words) ?? [];

    expect(response?.text.toLowerCase()).toMatch(/turn off the kitchen lights,? and lock the front door/u);
    expect(words.map(({ text }) => text).join(" ")).toBe(response?.text);
    expect(Math.max(...words.map(({ endMs }) => endMs))).toBeLessThanOrEqual(response?.durationMs ?? 0);
    expect(response?.segments[0]?.endMs).toBe(response?.durationMs);
    expect(response?.segments[0]?.noSpeechProbability).toBeLessThan(0.2);
  });
}

if (real !== undefined && records) {
  beforeAll(async () => {
    const call = (audio: Audio): Parameters<typeof record>[2] => toInferenceCall(requestFor(audio), 25_000_000);
    for (const [name, audio] of Object.entries(recordings)) await record(name, real, call(audio()));
    if (speaker !== undefined) await record("speech", real, call(await speech()));
  });
}

describe(`recorded whisper.cpp ${recordedVersion}`, () => {
  whatItDoes(hearRecorded);
  whatItHears(hearRecorded);
});

if (real === undefined) {
  describe.skip("real whisper-server (skipped: run npm run engines)", () => {
    it("does the same", () => expect(real).toBeDefined());
  });
} else {
  describe(`real whisper-server at ${real}`, () => {
    whatItDoes(hearReal(real));
    if (speaker === undefined)
      it.skip("hears what was said (skipped: neither Piper nor espeak-ng is here)", () =>
        expect(speaker).toBeDefined());
    else whatItHears(hearReal(real));

    it.each([
      { what: "junk", data: Buffer.from("This is text."), code: "input-not-usable" },
      { what: "a header only", data: wavFile(tone(1)).data.subarray(0, 44), code: "input-not-usable" },
      { what: "raw PCM that says it is a file", data: tone(1).data, code: "input-not-usable" },
      { what: "60 MB of zeros", data: Buffer.alloc(60_000_000), code: "invalid-request" },
    ])("is not asked about $what: $code", async ({ data, code }) => {
      const audio = { ...tone(1), data, mimeType: "audio/wav" };

      expect((await outcomeOf(bench.adapterFor(real), requestFor(audio))).error).toMatchObject({
        code,
        backend: undefined,
      });
    });

    it.each([
      { what: "junk", wav: Buffer.from("This is text.") },
      { what: "a header only", wav: wavFile(tone(1)).data.subarray(0, 44) },
      { what: "raw PCM", wav: noise(1).data },
    ])("would not say what is wrong with $what, were it asked", async ({ wav }) => {
      const engine = { program: "whisper-server", id: "real", endpoint: real };
      const http = engineHttp(engine, 2000, systemClock);
      const fields = new Map([["response_format", "json"]]);
      const found = await http.inference({ fields, wav }, AbortSignal.timeout(60_000));
      await http.close();

      expect(found).toMatchObject({ refusal: { status: 400, body: "Invalid request" } });
    });

    // It finishes the window of 30 s that it encodes, so that what it saves cannot be seen in a short recording.
    it("is left by a call that is cancelled in the middle, and takes the next recording", async () => {
      const relay = await startRelay(real);
      const adapter = bench.adapterFor(relay.url);
      const caller = new AbortController();
      const cancelled = outcomeOf(adapter, requestFor(noise(60)), caller.signal);
      const next = outcomeOf(adapter, requestFor(silence(1)));
      while (relay.openRequests() === 0) await new Promise((resolve) => setImmediate(resolve));
      caller.abort();

      expect((await cancelled).error?.code).toBe("cancelled");
      expect((await next).response?.text).toBe("");
      await relay.close();
    });

    it("answers two at once, one after the other, each with its own length", async () => {
      const adapter = bench.adapterFor(real);
      const outcomes = await Promise.all([
        outcomeOf(adapter, requestFor(silence(2))),
        outcomeOf(adapter, requestFor(silence(1))),
      ]);

      expect(outcomes.map(({ response }) => response?.durationMs)).toEqual([2000, 1000]);
    });

    it("is described", async () => {
      const { models } = await bench.adapterFor(real).port.describe({}, { signal: AbortSignal.timeout(10_000) });

      expect(models.map(({ name }) => name)).toEqual(["tiny.en", "small"]);
    });
  });
}
