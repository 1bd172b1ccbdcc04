import { type Audio } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService, wireClient, type WireClient, wireFailure } from "../testing/index.js";

const second: Audio = { data: new Uint8Array(32_000), mimeType: "audio/l16", sampleRateHz: 16_000, channels: 1 };

let service: TestService;
let client: WireClient;

async function start(transcript = "Good morning."): Promise<WireClient["compute"]> {
  const voice = scriptedBackend({ id: "voice" }, () => ({}), {
    transcribe: () => ({
      text: transcript,
      segments: [{ text: transcript, endMs: 1000, words: [{ text: transcript, probability: 0.8 }] }],
    }),
    synthesize: ({ text }) => [{ ...second, data: new Uint8Array(2 * text.length) }],
  });
  service = await startTestService({ backends: [voice] });
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe("Transcribe", () => {
  it("answers with the text, its segments and its confidence", async () => {
    const compute = await start();

    const response = await compute.transcribe({ audio: second, model: "tiny", options: { language: "en" } });

    expect(response).toMatchObject({
      text: "Good morning.",
      backendUsed: "voice",
      language: "en",
      segments: [{ text: "Good morning.", endMs: 1000 }],
      metadata: { model: "tiny", confidence: 0.8, confidenceDetail: { source: "transcript" } },
    });
  });

  it("answers silence with an empty text and no confidence", async () => {
    const compute = await start("");

    const response = await compute.transcribe({ audio: second, model: "tiny" });

    expect(response.text).toBe("");
    expect(response.metadata?.confidence).toBeUndefined();
  });

  it.each([
    { what: "no audio", request: {}, fields: ["audio"] },
    { what: "junk", request: { audio: { data: Uint8Array.of(1, 2, 3) } }, fields: ["audio"] },
    {
      what: "bad options",
      request: { audio: second, options: { language: "English", prompt: "x".repeat(2000) } },
      fields: ["options.language", "options.prompt"],
    },
  ])("refuses $what", async ({ request, fields }) => {
    const compute = await start();

    const failure = await wireFailure(compute.transcribe(request));

    expect(failure.status).toBe("INVALID_ARGUMENT");
    expect(failure.violations.map(({ field }) => field)).toEqual(fields);
  });
});

describe("Synthesize", () => {
  it("answers with one WAV of all sentences", async () => {
    const compute = await start();

    const { audio, backendUsed } = await compute.synthesize({ text: "One two. Three.", model: "joe" });

    expect(backendUsed).toBe("voice");
    expect(audio).toMatchObject({ mimeType: "audio/wav", sampleRateHz: 16_000, channels: 1 });
    expect(audio?.data.length).toBe(44 + 2 * ("One two.".length + "Three.".length));
  });

  it.each([
    { what: "no text", request: {}, fields: ["text"] },
    {
      what: "a pace that is no pace",
      request: { text: "x", options: { lengthScale: 9 } },
      fields: ["options.length_scale"],
    },
    {
      what: "a pace that is no number",
      request: { text: "x", options: { lengthScale: Number.NaN } },
      fields: ["options.length_scale"],
    },
  ])("refuses $what", async ({ request, fields }) => {
    const compute = await start();

    const failure = await wireFailure(compute.synthesize(request));

    expect(failure.status).toBe("INVALID_ARGUMENT");
    expect(failure.violations.map(({ field }) => field)).toEqual(fields);
  });

  it("refuses a text in which there is nothing to say", async () => {
    const compute = await start();

    expect(await wireFailure(compute.synthesize({ text: "...", model: "joe" }))).toMatchObject({
      status: "INVALID_ARGUMENT",
      violations: [{ field: "text", description: "holds no letter or digit to say" }],
    });
  });
});
