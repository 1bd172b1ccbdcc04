import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange, type RawRequest } from "../test-bench/exchange.js";
import { speechRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";
import { defaultVoice } from "./piper-api.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

async function speak(request: RawRequest): Promise<Buffer> {
  const { url } = await bench.start({ api: "piper" });
  return (await exchange(url, request)).chunks[0] ?? Buffer.alloc(0);
}

const ask = (more: object): RawRequest => speechRequest(defaultVoice, more);

// Each rule is one of Piper 1.8.0.
describe("the API of Piper", () => {
  it("speaks in a WAV of 22050 Hz, 16 bit, mono, and says text/html of it", async () => {
    const { url } = await bench.start({ api: "piper" });
    const { status, headers, chunks } = await exchange(url, ask({ text: "Hello there." }));
    const [wav = Buffer.alloc(0)] = chunks;
    const samples = Math.round(12 * 0.05 * 22_050);

    expect([status, headers["content-type"], headers["connection"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "close",
    ]);
    expect([wav.toString("latin1", 0, 4), wav.toString("latin1", 8, 16)]).toEqual(["RIFF", "WAVEfmt "]);
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 22_050, 16]);
    expect([wav.readUInt32LE(40), wav.length]).toEqual([samples * 2, 44 + samples * 2]);
    expect(Math.max(...wav.subarray(44))).toBeGreaterThan(0);
  });

  it("speaks as long as the text is, and slower with length_scale", async () => {
    const lengthOf = async (more: object): Promise<number> => (await speak(ask(more))).length - 44;
    const [short, long, slow] = [
      await lengthOf({ text: "Good" }),
      await lengthOf({ text: "GoodGood" }),
      await lengthOf({ text: "Good", length_scale: 2 }),
    ];

    expect([long, slow]).toEqual([short * 2, short * 2]);
  });

  it.each<{ what: string; request: RawRequest }>([
    { what: "on POST /, as before 1.5.0", request: { ...ask({}), path: "/" } },
    { what: "with its own voice for a name that it does not know", request: speechRequest("no-such-voice") },
  ])("speaks $what", async ({ request }) => {
    expect(await speak(request)).toEqual(await speak(ask({})));
  });

  it.each<{ what: string; request: RawRequest; status: number }>([
    { what: "no text", request: ask({ text: undefined }), status: 500 },
    { what: "a text that is a number", request: ask({ text: 7 }), status: 500 },
    { what: "a text without a sound", request: ask({ text: "..." }), status: 500 },
    { what: "a scale that is a text", request: ask({ length_scale: "abc" }), status: 500 },
    { what: "no JSON", request: { ...ask({}), body: "{" }, status: 500 },
    { what: "a body that is a form", request: { ...ask({}), headers: {} }, status: 500 },
    { what: "another method", request: { path: "/synthesize" }, status: 405 },
    { what: "another path", request: { path: "/speak" }, status: 404 },
  ])("refuses $what with a page", async ({ request, status }) => {
    const { url } = await bench.start({ api: "piper" });

    expect(await exchange(url, request)).toMatchObject({ status, text: expect.stringMatching(/^<!doctype html>/u) });
  });

  it("lists its own voice, and one for each fault of speech", async () => {
    const { url } = await bench.start({ api: "piper" });
    const voices = JSON.parse((await exchange(url, { path: "/voices" })).text) as Record<string, unknown>;

    expect(Object.keys(voices)[0]).toBe(defaultVoice);
    expect(voices["fault:cut-wav"]).toMatchObject({ audio: { sample_rate: 22_050 }, num_speakers: 1 });
    expect(voices).not.toHaveProperty("fault:endless");
  });

  it("tells its voice, and the last text that was spoken, by whomever", async () => {
    const { url } = await bench.start({ api: "piper" });
    await exchange(url, ask({ text: "A secret" }));

    expect(JSON.parse((await exchange(url, { path: "/info" })).text)).toMatchObject({
      voice: { name: defaultVoice },
      last: { text: "A secret" },
    });
  });

  it("refuses a fault's voice whose parameters are wrong, and says why", async () => {
    const { url } = await bench.start({ api: "piper" });

    expect(await exchange(url, speechRequest("fault:cut?x=1"))).toMatchObject({
      status: 400,
      text: 'fault "cut" has no parameter "x"; it has after',
    });
  });
});
