import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";
import { errorPage, type FakeReply, replyWith, startFakePiper, tone, wavFile, wavHeader } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const file = wavFile(tone({ seconds: 0.25, hz: 440 }));
const announced = { "content-length": String(file.length) };

describe("speech is judged by its content", () => {
  it.each(["text/html; charset=utf-8", "audio/x-wav", "application/json"])("23: not by the type %s", async (type) => {
    const { error, formats } = await bench.outcomeWith(replyWith(file, { headers: { "content-type": type } }));

    expect(error).toBeUndefined();
    expect([...formats]).toEqual(["audio/l16 22050 Hz, 1 ch"]);
  });

  const rows: ReadonlyArray<{ row: string; answer: FakeReply; code: string; says: string; frames?: number[] }> = [
    { row: "45: 500 with a page", answer: errorPage(), code: "engine-failed", says: "HTTP 500" },
    { row: "16: 502 with a page", answer: errorPage(502), code: "engine-failed", says: "HTTP 502" },
    { row: "45: 200 with a page", answer: errorPage(200), code: "engine-unreadable", says: "does not begin with RIFF" },
    { row: "45: 200 with JSON", answer: replyWith("{}"), code: "engine-unreadable", says: "no WAV header" },
    { row: "45: 200 with nothing", answer: replyWith(""), code: "engine-unreadable", says: "an empty answer" },
    {
      row: "45: a header without samples",
      answer: replyWith(wavHeader({ dataLength: 0 })),
      code: "engine-unreadable",
      says: "without samples",
    },
    {
      row: "45: a file that ends too early",
      answer: replyWith(file.subarray(0, 6000)),
      code: "engine-unreadable",
      says: "too early",
      frames: [2205],
    },
    {
      row: "10: a connection that is closed too early",
      answer: replyWith(file.subarray(0, 6000), { headers: announced, ending: "cut" }),
      code: "engine-reset",
      says: "Piper at http",
      frames: [2205],
    },
    {
      row: "9: a connection that is reset in mid-speech",
      answer: replyWith(file.subarray(0, 6000), { headers: announced, ending: "reset" }),
      code: "engine-reset",
      says: "Piper at http",
      frames: [2205],
    },
    { row: "8: a reset before headers", answer: { kind: "reset" }, code: "engine-reset", says: "the connection" },
    {
      row: "another rate than the voice's",
      answer: replyWith(wavFile(tone({ seconds: 0.2, hz: 440, sampleRateHz: 16_000 }))),
      code: "engine-unreadable",
      says: "16000 Hz for a voice of 22050 Hz",
    },
    {
      row: "33 MiB",
      answer: replyWith(wavHeader({ dataLength: 33 * 1024 * 1024 })),
      code: "answer-too-large",
      says: "at most 33554432",
    },
    { row: "17: 429", answer: errorPage(429), code: "engine-busy", says: "too much to do" },
    { row: "16: 503", answer: errorPage(503), code: "engine-failed", says: "HTTP 503" },
    { row: "18: 429", answer: errorPage(429), code: "engine-busy", says: "HTTP 429" },
    { row: "20: 401", answer: errorPage(401), code: "engine-credentials", says: "it refuses us" },
    { row: "19: 400", answer: errorPage(400), code: "engine-rejected", says: "HTTP 400" },
    { row: "204", answer: replyWith("", { status: 204 }), code: "engine-unreadable", says: "HTTP 204" },
    {
      row: "37: a redirect",
      answer: replyWith("", { status: 307, headers: { location: "http://127.0.0.1:1/" } }),
      code: "engine-redirected",
      says: "not followed",
    },
    {
      row: "31: gzip that nobody asked for",
      answer: replyWith(gzipSync(file), { headers: { "content-encoding": "gzip" } }),
      code: "engine-unreadable",
      says: "compressed its answer",
    },
    {
      row: "45: bytes that are nothing",
      answer: replyWith("\u0000\u001b[31m"),
      code: "engine-unreadable",
      says: "RIFF",
    },
    {
      row: "45: a header that is cut",
      answer: replyWith(file.subarray(0, 30)),
      code: "engine-unreadable",
      says: "30 bytes, and no WAV header",
    },
    {
      row: "32: a header of 200 kB",
      answer: replyWith("", { headers: { "x-long": "x".repeat(200_000) } }),
      code: "engine-unreadable",
      says: "headers that are too long",
    },
  ];
  it.each(rows)("$row is $code", async ({ answer, code, says, frames }) => {
    const outcome = await bench.outcomeWith(answer);

    expect(outcome.error).toMatchObject({ code, backend: "piper-npu", message: expect.stringContaining(says) });
    expect(outcome.error?.message).not.toMatch(/doctype|Hello there|[\p{C}]/u);
    // What is whole before a fault was heard: it was there when nobody knew of the fault.
    expect(outcome.frames).toEqual(frames ?? []);
  });
});

describe("an engine that cannot be reached", () => {
  it("1: and refuses the connection is engine-refused", async () => {
    const engine = await startFakePiper();
    await engine.close();

    expect((await outcomeOf(bench.adapterFor(engine.url))).error).toMatchObject({
      code: "engine-refused",
      canFailOver: true,
    });
  });

  it("3: because its name does not resolve is engine-unresolved", async () => {
    const adapter = bench.adapterFor("http://no-such-host.invalid:5000");

    expect((await outcomeOf(adapter)).error?.code).toBe("engine-unresolved");
  });

  it("and does not speak HTTP is engine-unreadable", async () => {
    const url = await bench.rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));

    expect((await outcomeOf(bench.adapterFor(url))).error?.code).toBe("engine-unreadable");
  });
});
