import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { speechFile, transcriptRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

/** The body of an answer to a recording. */
async function hear(file?: Buffer, fields?: Readonly<Record<string, string>>): Promise<string> {
  const { url } = await bench.start({ api: "whisper" });
  return (await exchange(url, transcriptRequest(file, fields))).text;
}

const verbose = { response_format: "verbose_json" };
const silence = Buffer.concat([speechFile(1).subarray(0, 44), Buffer.alloc(44_100)]);

// Each rule is one of whisper-server 1.9.1.
describe("the API of whisper-server", () => {
  it("hears the same words in the same bytes, as many as the recording is long", async () => {
    const [first, again, longer] = [await hear(speechFile(2)), await hear(speechFile(2)), await hear(speechFile(4))];

    expect(again).toBe(first);
    expect(first).toMatch(/^\{"text":" \w+( \w+){4}\\n"\}$/u);
    expect(longer.split(" ").length).toBe(11);
  });

  it("has the shape that the real one was recorded with", async () => {
    const folder = new URL("../../../backend-whisper-cpp/src/fixtures/whisper.cpp-1.9.1/", import.meta.url);
    const fixture = JSON.parse(readFileSync(new URL("speech.json", folder), "utf8")) as { body: string };
    const [real, mock] = [fixture.body, await hear(undefined, verbose)].map((body) => JSON.parse(body) as Transcript);

    expect(Object.keys(mock ?? {})).toEqual(Object.keys(real ?? {}));
    expect(Object.keys(mock?.segments[0] ?? {})).toEqual(Object.keys(real?.segments[0] ?? {}));
    expect(Object.keys(mock?.segments[0]?.words[0] ?? {})).toEqual(Object.keys(real?.segments[0]?.words[0] ?? {}));
  });

  it.each([
    { what: "silence", file: silence, text: /^ \[BLANK_AUDIO\]\n$/u, segments: [{ no_speech_prob: 0.87 }] },
    { what: "what is too short", file: speechFile(0.1), text: /^$/u, segments: [] },
    { what: "a file that is cut", file: speechFile(2).subarray(0, 44_144), text: /^ \w+ \w+ \w+\n$/u, segments: [{}] },
  ])("hears $what as it is", async ({ file, text, segments }) => {
    expect(JSON.parse(await hear(file, verbose))).toMatchObject({
      text: expect.stringMatching(text),
      segments,
    });
  });

  it.each([
    { format: "text", body: /^ \w+( \w+){4}\n$/u },
    { format: "srt", body: /^1\n00:00:00,000 --> 00:00:02,000\n \w+/u },
    { format: "vtt", body: /^WEBVTT\n\n00:00:00\.000 --> 00:00:02\.000\n \w+/u },
    { format: "unheard-of", body: /^\{"text":/u },
  ])("answers in $format", async ({ format, body }) => {
    expect(await hear(undefined, { response_format: format })).toMatch(body);
  });

  it.each([
    { what: "an empty file", request: transcriptRequest(Buffer.alloc(0)), status: 400, text: "Invalid request" },
    { what: "junk", request: transcriptRequest(Buffer.from("no audio")), status: 400, text: "Invalid request" },
    {
      what: "a header only",
      request: transcriptRequest(speechFile(1).subarray(0, 44)),
      status: 400,
      text: "Invalid request",
    },
    { what: "no form", request: { path: "/inference", body: "{}" }, status: 400, text: "Invalid request" },
    {
      what: "a temperature that is none",
      request: transcriptRequest(undefined, { temperature: "abc" }),
      status: 500,
      text: "500 Internal Server Error\nstof",
    },
    { what: "GET", request: { path: "/inference" }, status: 404, text: "File Not Found (/inference)" },
    { what: "another path", request: { path: "/v1/models" }, status: 404, text: "File Not Found (/v1/models)" },
  ])("refuses $what without a reason", async ({ request, status, text }) => {
    const { url } = await bench.start({ api: "whisper" });

    expect(await exchange(url, request)).toMatchObject({ status, text, headers: { "content-type": "text/plain" } });
  });

  it("is well", async () => {
    const { url } = await bench.start({ api: "whisper" });

    expect(await exchange(url, { path: "/health" })).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });
});

interface Transcript {
  readonly segments: ReadonlyArray<{ readonly words: readonly object[] }>;
}
