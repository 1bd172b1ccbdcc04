import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "@jest/globals";
import { silence, tone, wavFile } from "./test-bench/recordings.js";
import { createWorkbench, outcomeOf, requestFor } from "./test-bench/workbench.js";
import { type FakeAnswer, startFakeWhisper, textReply } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const reply = (body: string | string[], status = 200): FakeAnswer => ({ kind: "response", status, body });

describe("an engine that does not transcribe", () => {
  const rows: ReadonlyArray<{ row: string; answer: FakeAnswer; code: string; says?: string; failOver: boolean }> = [
    { row: "8: reset before headers", answer: { kind: "reset" }, code: "engine-reset", failOver: true },
    { row: "10: closed in the middle of the answer", answer: { kind: "cut" }, code: "engine-reset", failOver: true },
    {
      row: "19: 400, a recording that it cannot decode",
      answer: textReply("Invalid request", 400),
      code: "engine-rejected",
      says: 'HTTP 400, "Invalid request": it cannot decode this recording; send PCM in WAV',
      failOver: false,
    },
    {
      row: "44: 500 of a number that is none",
      answer: textReply("500 Internal Server Error\nstof", 500),
      code: "engine-failed",
      says: "HTTP 500",
      failOver: true,
    },
    {
      row: "44: 500, out of memory",
      answer: reply('{"error":"failed to process audio"}', 500),
      code: "engine-failed",
      says: '"failed to process audio"',
      failOver: true,
    },
    {
      row: "44: 500, ffmpeg could not convert",
      answer: reply('{"error":"FFmpeg conversion failed."}', 500),
      code: "engine-rejected",
      says: '"FFmpeg conversion failed."',
      failOver: false,
    },
    {
      row: "14: 200 with an error only",
      answer: reply('{"error":"no"}'),
      code: "engine-failed",
      says: '"no"',
      failOver: true,
    },
    {
      row: "404, the paths were changed",
      answer: textReply("File Not Found (/inference)", 404),
      code: "engine-unreadable",
      says: "with its paths as they are by default",
      failOver: true,
    },
    { row: "404 of another program", answer: reply("secret", 404), code: "engine-unreadable", failOver: true },
    { row: "44: 200 with a page", answer: reply("<html>secret</html>"), code: "engine-unreadable", failOver: true },
    { row: "44: 200 with nothing", answer: reply(""), code: "engine-unreadable", failOver: true },
    {
      row: "24: 200 with half a transcript",
      answer: reply('{"segments":[{"te'),
      code: "engine-unreadable",
      failOver: true,
    },
    { row: "26: an array", answer: reply("[]"), code: "engine-unreadable", failOver: true },
    { row: "26: null", answer: reply("null"), code: "engine-unreadable", failOver: true },
    { row: "the plain format", answer: reply('{"text":" secret"}'), code: "engine-unreadable", failOver: true },
    { row: "27: a segment that is none", answer: reply('{"segments":[5]}'), code: "engine-unreadable", failOver: true },
    {
      row: "27: a segment without text",
      answer: reply('{"segments":[{"start":0,"end":1}]}'),
      code: "engine-unreadable",
      failOver: true,
    },
    {
      row: "27: a segment without times",
      answer: reply('{"segments":[{"text":"secret"}]}'),
      code: "engine-unreadable",
      failOver: true,
    },
    { row: "204", answer: reply("", 204), code: "engine-unreadable", failOver: true },
    { row: "20: 401", answer: reply("", 401), code: "engine-credentials", failOver: true },
    { row: "16: 503 of a proxy", answer: reply("", 503), code: "engine-failed", failOver: true },
    {
      row: "17: 503 that says how long",
      answer: { kind: "response", status: 503, headers: { "retry-after": "1" }, body: "" },
      code: "engine-busy",
      failOver: true,
    },
    { row: "413 of a proxy", answer: reply("", 413), code: "engine-rejected", failOver: false },
    { row: "16: 502 with a page", answer: reply("<html>secret</html>", 502), code: "engine-failed", failOver: true },
    {
      row: "37: a redirect",
      answer: { kind: "response", status: 307, headers: { location: "http://127.0.0.1:1/" }, body: "" },
      code: "engine-redirected",
      failOver: true,
    },
    {
      row: "18: 429",
      answer: reply("", 429),
      code: "engine-busy",
      failOver: true,
    },
    {
      row: "26: more segments than anybody can speak",
      answer: reply(JSON.stringify({ segments: Array.from({ length: 10_001 }, () => 0) })),
      code: "engine-unreadable",
      failOver: true,
    },
    {
      row: "31: gzip that nobody asked for",
      answer: {
        kind: "response",
        headers: { "content-encoding": "gzip" },
        body: [gzipSync(Buffer.alloc(1_000_000))],
      },
      code: "engine-unreadable",
      says: "compressed its answer",
      failOver: true,
    },
    {
      row: "32: a header of 200 kB",
      answer: { kind: "response", headers: { "x-long": "x".repeat(200_000) }, body: "" },
      code: "engine-unreadable",
      failOver: true,
    },
    {
      row: "30: an answer of more than 8 MiB",
      answer: reply(Array.from({ length: 9 }, () => " ".repeat(1024 * 1024))),
      code: "answer-too-large",
      failOver: false,
    },
  ];
  it.each(rows)("$row: $code", async ({ answer, code, says, failOver }) => {
    const { error } = await bench.outcomeWith(answer);

    expect(error).toMatchObject({ code, backend: "whisper-npu", canFailOver: failOver });
    expect(error?.message).toContain(says ?? 'backend "whisper-npu"');
    // Nothing of a page or of what was said, and no character that could forge a line of a log.
    expect(error?.message).not.toMatch(/secret|[\p{C}]/u);
  });

  it.each([
    { header: "3", ms: 3000 },
    { header: "999999999", ms: 3_600_000 },
    { header: "soon", ms: undefined },
  ])("of 503 is asked again as Retry-After '$header' says", async ({ header, ms }) => {
    const { error } = await bench.outcomeWith({
      kind: "response",
      status: 503,
      headers: { "retry-after": header },
      body: "",
    });

    expect(error?.retryAfterMs).toBe(ms);
  });

  it("1: refuses the connection while it loads its model", async () => {
    const engine = await startFakeWhisper();
    await engine.close();

    expect((await outcomeOf(bench.adapterFor(engine.url))).error).toMatchObject({
      code: "engine-refused",
      canFailOver: true,
    });
  });

  it("does not speak HTTP", async () => {
    const url = await bench.rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));

    expect((await outcomeOf(bench.adapterFor(url))).error?.code).toBe("engine-unreadable");
  });
});

describe("a recording", () => {
  it.each([
    { what: "silence of 5 s", audio: silence(5), text: "" },
    { what: "a tenth of a second", audio: tone(0.1), text: "This is fake speech." },
    { what: "a WAV file", audio: wavFile(tone(1)), text: "This is fake speech." },
  ])("of $what is answered", async ({ audio, text }) => {
    const engine = await bench.fake();

    expect((await outcomeOf(bench.adapterFor(engine.url), requestFor(audio))).response?.text).toBe(text);
  });

  it.each([
    { what: "junk", data: Buffer.from("This is text."), mimeType: "audio/wav", code: "input-not-usable" },
    {
      what: "a header only",
      data: wavFile(tone(1)).data.subarray(0, 44),
      mimeType: "audio/wav",
      code: "input-not-usable",
    },
    { what: "raw PCM that says it is a file", data: tone(1).data, mimeType: "audio/wav", code: "input-not-usable" },
    { what: "Opus", data: Buffer.from("OggS"), mimeType: "audio/ogg", code: "input-not-usable" },
    { what: "60 MB of zeros", data: Buffer.alloc(60_000_000), mimeType: "audio/wav", code: "invalid-request" },
  ])("that is $what is $code, and the engine is not asked", async ({ data, mimeType, code }) => {
    const engine = await bench.fake();
    const { error } = await outcomeOf(bench.adapterFor(engine.url), requestFor({ ...tone(1), data, mimeType }));

    expect(error).toMatchObject({ code, backend: undefined });
    expect(engine.requests).toEqual([]);
  });

  it.each([
    { what: "a language that an English model cannot hear", rest: { language: "fr" }, code: "invalid-request" },
    { what: "a model that is not configured", rest: { model: "large" }, code: "engine-lacks-model" },
    { what: "no model", rest: { model: "" }, code: "engine-lacks-model" },
  ])("with $what is $code, and the engine is not asked", async ({ rest, code }) => {
    const engine = await bench.fake();

    expect((await outcomeOf(bench.adapterFor(engine.url), requestFor(tone(1), rest))).error?.code).toBe(code);
    expect(engine.requests).toEqual([]);
  });

  it("44: is never heard with voice activity detection, which can answer with somebody else's text", async () => {
    const engine = await bench.fake();
    await outcomeOf(bench.adapterFor(engine.url));

    expect(engine.requests[0]?.fields["vad"]).toBe("false");
  });

  it("arrives at the engine as a file and fields", async () => {
    const engine = await bench.fake();
    await outcomeOf(bench.adapterFor(`${engine.url}/`), requestFor(tone(1), { language: "en", prompt: "Ünïcode" }));

    expect(engine.requests).toMatchObject([
      { path: "/inference", fields: { language: "en", prompt: "Ünïcode", audio_ctx: "512" } },
    ]);
    expect(Buffer.from(engine.requests[0]?.file ?? [])).toEqual(Buffer.from(wavFile(tone(1)).data));
  });
});
