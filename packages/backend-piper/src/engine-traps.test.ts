import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parseWavHeader } from "./wav-header.js";
import { parseInfo, parseJson, parseVoices } from "./wire.js";
import { startFakePiper } from "./testing/index.js";

/** What the engine does when nobody checks before: why this adapter does. The fake does the same as the real one. */
const real = process.env["COMPUTE_PROXY_TEST_PIPER"];
const engines = [
  { name: "the fake engine", start: () => startFakePiper() },
  ...(real === undefined
    ? []
    : [{ name: `the real engine at ${real}`, start: async () => ({ url: real, close: () => Promise.resolve() }) }]),
];

describe.each(engines)("$name", ({ start }) => {
  let engine: { readonly url: string; close(): Promise<void> };
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.close());

  const post = async (body: string, type = "application/json", path = "/synthesize"): Promise<Response> =>
    fetch(`${engine.url}${path}`, { method: "POST", headers: { "content-type": type }, body });
  const isWav = async (response: Response): Promise<boolean> =>
    parseWavHeader(new Uint8Array(await response.arrayBuffer())) !== undefined;

  it.each([
    { what: "no text", body: "{}" },
    { what: "an empty text", body: '{"text":""}' },
    { what: "text null", body: '{"text":null}' },
    { what: "a text that is a number", body: '{"text":7}' },
    { what: "nothing to pronounce", body: '{"text":"..."}' },
    { what: "half a JSON", body: '{"text":' },
    { what: 'a length_scale "abc"', body: '{"text":"Hi","length_scale":"abc"}' },
  ])("answers $what with a page and status 500, and no reason", async ({ body }) => {
    const response = await post(body);

    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^<!doctype html>/u);
  });

  it("answers a form with 500", async () => {
    expect((await post('{"text":"Hi"}', "application/x-www-form-urlencoded")).status).toBe(500);
  });

  it.each([
    { what: "a voice that it does not have", body: '{"text":"Hi","voice":"no-such-voice"}' },
    { what: "a speaker that the voice does not have", body: '{"text":"Hi","speaker_id":7}' },
    { what: "pictures", body: '{"text":"\u{1F600}"}' },
  ])("speaks all the same for $what", async ({ body }) => {
    const response = await post(body);

    expect(response.status).toBe(200);
    expect(await isWav(response)).toBe(true);
  });

  it("calls its speech text/html", async () => {
    const response = await post('{"text":"Hi"}');

    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await isWav(response)).toBe(true);
  });

  it("answers POST / with 405", async () => {
    expect((await post('{"text":"Hi"}', "application/json", "/")).status).toBe(405);
  });

  it("shows the last text, of whomever, to all", async () => {
    await post('{"text":"My secret."}');

    expect(await (await fetch(`${engine.url}/info`)).text()).toContain("My secret.");
  });
});

describe("what Piper 1.8.0 told", () => {
  const recorded = (name: string): unknown =>
    parseJson(readFileSync(new URL(`fixtures/piper-1.8.0/${name}.json`, import.meta.url), "utf8"));

  it("of its voices is read", () => {
    expect(parseVoices(recorded("voices"))).toEqual([{ name: "en_US-joe-medium", sampleRateHz: 22_050, speakers: 1 }]);
  });

  it("of itself is read", () => {
    expect(parseInfo(recorded("info"))).toEqual({ name: "en_US-joe-medium", sampleRateHz: undefined, speakers: 1 });
  });
});
