import { Audio, Backend, type PipelineStreamResponse } from "@compute-proxy/api";
import { readAudio, writeWav } from "@compute-proxy/audio";
import { type ScriptedAnswer, type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { continuesBy, continuingBackend } from "./testing/continuing-backend.js";
import { collect, eventsOf, testContext } from "./testing/index.js";

const rate = 16_000;
const question = writeWav({ samples: new Int16Array(rate).fill(100), sampleRateHz: rate, channels: 1 });

/** A frame whose samples say which sentence it speaks. */
function frame(text: string, samples = 160): Audio {
  const data = new Uint8Array(new Int16Array(samples).fill(text.length).buffer);
  return Audio.fromPartial({ data, mimeType: "audio/l16", sampleRateHz: 22_050, channels: 1 });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Script {
  readonly transcript?: string;
  readonly answer?: ScriptedAnswer;
  readonly speak?: (text: string) => AsyncIterable<Audio> | Iterable<Audio>;
}

/** An engine that hears, writes and speaks. */
function engine({
  transcript = "What time is it?",
  answer = { deltas: ["It is ", "noon. Eat", " well."] },
  speak,
}: Script = {}) {
  const said: string[] = [];
  const heard: Audio[] = [];
  const backend = scriptedBackend({ id: "voice" }, () => answer, {
    transcribe: ({ audio }) => {
      if (audio) heard.push(audio);
      const words = transcript.split(" ").map((text) => ({ text, probability: 0.9 }));
      return {
        text: transcript,
        segments: [{ text: transcript, startMs: 0, endMs: 1000, words, noSpeechProbability: 0.1 }],
      };
    },
    synthesize: ({ text }) => {
      said.push(text);
      return speak?.(text) ?? [frame(text)];
    },
  });
  return { backend, said, heard };
}

const pipeline = {
  id: "talk",
  stages: [
    { id: "hear", type: "audio_to_text", model: "m" },
    { id: "think", type: "text_generation", model: "m" },
    { id: "say", type: "text_to_audio", model: "m" },
  ],
};
const run = (backend: ScriptedBackend, changes: object = {}): Promise<readonly PipelineStreamResponse[]> =>
  collect({ ...pipeline, ...changes }, { audio: question }, testContext([backend]));

describe("a spoken question", () => {
  it("is heard, answered and spoken, and the output is one WAV of all sentences", async () => {
    const { backend, said } = engine();

    const result = eventsOf(await run(backend), "runEnd")[0];

    expect(result?.success).toBe(true);
    expect(backend.requests[0]?.prompt).toBe("What time is it?");
    expect(said).toEqual(["It is noon.", "Eat well."]);
    const audio = result?.finalOutput?.kind?.$case === "audio" ? readAudio(result.finalOutput.kind.value) : undefined;
    expect(audio).toMatchObject({ sampleRateHz: 22_050, channels: 1 });
    expect([...new Set(audio?.samples)]).toEqual(["It is noon.".length, "Eat well.".length]);
    expect(result?.stageResults.map(({ stageId }) => stageId)).toEqual(["hear", "think", "say"]);
  });

  it("reaches the engine as 16 kHz mono, whatever was sent", async () => {
    const { backend, heard } = engine();
    const stereo = writeWav({ samples: new Int16Array(48_000 * 2).fill(50), sampleRateHz: 48_000, channels: 2 });

    await collect(pipeline, { audio: stereo }, testContext([backend]));

    expect(heard.map(({ sampleRateHz, channels, mimeType }) => [sampleRateHz, channels, mimeType])).toEqual([
      [16_000, 1, "audio/wav"],
    ]);
  });

  it("has a transcript with a confidence of its own source", async () => {
    const { backend } = engine();

    const metadata = eventsOf(await run(backend), "stageEnd")[0]?.result?.metadata;

    expect(metadata?.confidenceDetail).toMatchObject({ source: "transcript", calibrated: false });
    expect(metadata?.confidence).toBeCloseTo(0.81, 10);
    expect(metadata?.segments[0]?.words).toHaveLength(4);
  });

  it("is handed to a stronger model when the transcript is unsure", async () => {
    const weak = scriptedBackend({ id: "weak" }, () => ({}), {
      transcribe: () => ({ text: "hm", segments: [{ text: "hm", words: [{ text: "hm", probability: 0.2 }] }] }),
    });
    const { backend: strong } = engine();
    const stage = {
      id: "hear",
      type: "audio_to_text",
      model: "m",
      forwardingPolicy: { enableConfidenceCheck: true, minConfidence: 0.6, escalationPath: ["weak", "voice"] },
    };

    const events = await collect({ id: "p", stages: [stage] }, { audio: question }, testContext([weak, strong]));

    expect(eventsOf(events, "forwarded")[0]).toMatchObject({
      kind: "escalation",
      fromBackend: "weak",
      toBackend: "voice",
    });
    expect(eventsOf(events, "runEnd")[0]?.finalOutput?.kind).toEqual({ $case: "text", value: "What time is it?" });
  });

  it("that nobody spoke ends the run, and says so", async () => {
    const { backend } = engine({ transcript: "" });

    const result = eventsOf(await run(backend), "runEnd")[0];

    expect(result).toMatchObject({ success: false, error: { code: "INVALID_ARGUMENT", stageId: "think" } });
    expect(result?.stageResults[0]?.metadata?.confidence).toBeUndefined();
  });

  it.each([
    { name: "nothing", input: { text: "x" }, field: "input.audio", says: "is missing" },
    {
      name: "what is no audio",
      input: { audio: { data: new TextEncoder().encode("not a sound") } },
      field: "input.audio",
      says: "RIFF",
    },
  ])("of $name is refused before any stage runs", async ({ input, field, says }) => {
    const { backend, heard } = engine();

    const outcome = collect(pipeline, input, testContext([backend]));

    await expect(outcome).rejects.toMatchObject({
      code: "invalid-request",
      violations: expect.arrayContaining([{ field, description: expect.stringContaining(says) }]),
    });
    expect(heard).toEqual([]);
  });
});

describe("speech while the text is being written", () => {
  it("leaves sentence by sentence, before the text is whole", async () => {
    const spoken = deferred();
    const { backend } = engine({
      answer: {
        deltas: ["First one. ", "Second", " one. Third."],
        before: (index) => (index === 2 ? spoken.promise : Promise.resolve()),
      },
      speak: (text) => {
        if (text === "First one.") spoken.resolve();
        return [frame(text)];
      },
    });

    const events = await run(backend);

    const order = events.flatMap(({ event }) =>
      event?.$case === "audioDelta" ? ["audio"] : event?.$case === "textDelta" ? [event.value.text] : [],
    );
    expect(order.slice(0, 4)).toEqual(["What time is it?", "First one. ", "Second", "audio"]);
    expect(eventsOf(events, "audioDelta").map(({ audio }) => audio?.data[0])).toEqual([10, 11, 6]);
    expect(eventsOf(events, "stageEnd").map(({ result }) => result?.stageId)).toEqual(["hear", "think", "say"]);
  });

  it("waits for the whole text where deltas are off", async () => {
    const { backend, said } = engine();

    const events = await run(backend, { options: { enableStreaming: false } });

    expect(eventsOf(events, "audioDelta")).toEqual([]);
    expect(said).toEqual(["It is noon.", "Eat well."]);
    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
  });

  it("goes to the next voice when the first is gone before it spoke, from the first sentence", async () => {
    const { backend } = engine();
    const mute = scriptedBackend({ id: "mute", characteristics: { priority: 1 } }, () => ({}), {
      synthesize: () => {
        throw new ProxyError("engine-refused", "refused");
      },
    });
    const stages = [pipeline.stages[1], { id: "say", type: "text_to_audio", model: "m", preferredBackend: "mute" }].map(
      (stage) => ({ preferredBackend: "voice", ...stage }),
    );

    const events = await collect({ id: "p", stages }, { text: "What time is it?" }, testContext([backend, mute]));

    expect(eventsOf(events, "forwarded").map(({ kind, toBackend }) => [kind, toBackend])).toEqual([
      ["failover", "voice"],
    ]);
    expect(eventsOf(events, "audioDelta")).toHaveLength(2);
    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
  });

  it("fails with what was heard kept when the voice breaks off", async () => {
    const { backend } = engine({
      speak: (text) => {
        if (text === "Eat well.") throw new ProxyError("engine-reset", "reset");
        return [frame(text)];
      },
    });

    const result = eventsOf(await run(backend), "runEnd")[0];

    expect(result).toMatchObject({ success: false, error: { stageId: "say", reason: "engine-reset" } });
    expect(result?.stageResults[2]?.output?.kind?.$case).toBe("audio");
    expect(result?.stageResults[1]?.success).toBe(true);
  });

  it("ends when the text fails, and both say why", async () => {
    const { backend } = engine({
      answer: { deltas: ["One. ", "Two"], error: new ProxyError("engine-reset", "reset") },
    });

    const result = eventsOf(await run(backend), "runEnd")[0];

    expect(result).toMatchObject({ success: false, error: { stageId: "think", reason: "engine-reset" } });
    expect(result?.stageResults.map(({ stageId, success }) => [stageId, success])).toEqual([
      ["hear", true],
      ["think", false],
      ["say", false],
    ]);
  });

  it("is spoken as one text when its writer is lost and another one goes on", async () => {
    const { backend, said } = engine();
    const model = { tokens: ["It is ", "noon. ", "Eat ", "well."] };
    const lost = continuingBackend({ id: "first" }, model, () => ({
      fails: { after: 3, error: new ProxyError("engine-reset", "reset") },
    }));
    const next = continuingBackend({ id: "second" }, model);
    const stages = [{ id: "think", type: "text_generation", model: "m" }, pipeline.stages[2]].map((stage) => ({
      ...stage,
      preferredBackend: stage?.id === "say" ? "voice" : "first",
    }));
    const context = testContext([lost, next, backend], { continuations: continuesBy("raw") });

    const events = await collect({ id: "talk", stages }, { text: "What time is it?" }, context);

    expect(eventsOf(events, "forwarded")).toMatchObject([
      { stageId: "think", fromBackend: "first", toBackend: "second" },
    ]);
    expect(said).toEqual(["It is noon.", "Eat well."]);
    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
  });

  it("is written to its end by the backend that speaks it, which has one place for both and no queue", async () => {
    const spoken = deferred();
    const { backend, said } = engine({
      speak: (text) => {
        spoken.resolve();
        return [frame(text)];
      },
    });
    const model = { tokens: ["It is ", "noon. ", "Eat ", "well", "."] };
    const lost = continuingBackend({ id: "first" }, model, () => ({
      before: (index) => (index === 3 ? spoken.promise : undefined),
      fails: { after: 4, error: new ProxyError("engine-reset", "reset") },
    }));
    const both = {
      ...backend,
      definition: Backend.fromPartial({ ...backend.definition, limits: { maxConcurrent: 1, maxQueued: 0 } }),
      port: { ...backend.port, generate: continuingBackend({ id: "voice" }, model).port.generate },
    };
    const context = testContext([lost, both], { continuations: continuesBy("raw") });

    const events = await collect({ id: "talk", stages: pipeline.stages.slice(1) }, { text: "What time?" }, context);

    expect(eventsOf(events, "forwarded")).toMatchObject([{ stageId: "think", toBackend: "voice" }]);
    expect(said).toEqual(["It is noon.", "Eat well."]);
    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
    expect(context.registry.get("voice")?.lane.status().running).toBe(0);
  });

  it("comes back to a voice that another speaks with meanwhile, though nobody may wait there", async () => {
    const writes = deferred();
    const limits = { maxConcurrent: 1, maxQueued: 0 };
    const { backend, said } = engine();
    const writer = scriptedBackend({ id: "writer" }, () => ({
      deltas: ["It is noon. Eat", " well."],
      before: (index) => (index === 1 ? writes.promise : Promise.resolve()),
    }));
    const voice = { ...backend, definition: Backend.fromPartial({ ...backend.definition, limits }) };
    const context = testContext([writer, voice]);
    const lane = context.registry.get("voice")?.lane;
    const talk = collect({ id: "talk", stages: pipeline.stages.slice(1) }, { text: "What time?" }, context);
    while (said.length === 0 || lane?.status().running !== 0) await nextTurn();

    const other = await lane?.enter("interactive", context.signal);
    writes.resolve();
    while (lane?.status().waiting.interactive !== 1) await nextTurn();
    other?.[Symbol.dispose]();

    expect(eventsOf(await talk, "runEnd")[0]?.success).toBe(true);
    expect(said).toEqual(["It is noon.", "Eat well."]);
  });

  it("stops both stages when the consumer leaves", async () => {
    const never = deferred();
    const { backend } = engine({
      answer: { deltas: ["One. ", "Two"], before: (index) => (index === 1 ? never.promise : Promise.resolve()) },
    });
    const { execute } = await import("./execute.js");
    const { Pipeline, PipelineInput } = await import("@compute-proxy/api");

    for await (const { event } of execute(
      Pipeline.fromPartial(pipeline),
      PipelineInput.fromPartial({ audio: question }),
      testContext([backend]),
    )) {
      if (event?.$case === "textDelta" && event.value.stageId === "think") break;
    }

    expect(backend.open()).toBe(0);
  });

  it("ends with the run's signal", async () => {
    const never = deferred();
    const controller = new AbortController();
    const { backend } = engine({
      answer: { deltas: ["One. ", "Two"], before: (index) => (index === 1 ? never.promise : Promise.resolve()) },
    });

    const outcome = collect(pipeline, { audio: question }, testContext([backend], { signal: controller.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new ProxyError("deadline-exceeded", "late"));

    await expect(outcome).rejects.toMatchObject({ code: "deadline-exceeded" });
    expect(backend.open()).toBe(0);
  });
});
