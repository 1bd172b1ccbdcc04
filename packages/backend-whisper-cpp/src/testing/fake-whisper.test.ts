import { afterEach, describe, expect, it } from "@jest/globals";
import { silence, tone, wavFile } from "../test-bench/recordings.js";
import { createWorkbench } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

async function post(url: string, file?: Uint8Array, signal?: AbortSignal): Promise<{ status: number; body: string }> {
  const form = new FormData();
  form.set("response_format", "verbose_json");
  if (file) form.set("file", new Blob([Uint8Array.from(file)]), "audio.wav");
  const response = await fetch(`${url}/inference`, { method: "POST", body: form, ...(signal ? { signal } : {}) });
  return { status: response.status, body: await response.text() };
}

// Each rule is one of the real engine: see ../fixtures and ../real.test.ts.
describe("the fake engine", () => {
  it("tells what it hears, in tokens that end behind the recording", async () => {
    const { url } = await bench.fake();
    const { status, body } = await post(url, wavFile(tone(2)).data);

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      text: " This is fake speech.\n",
      language: "english",
      duration: 2,
      segments: [{ text: " This is fake speech.", start: 0, end: 6, words: { length: 6 } }],
    });
  });

  it("says that silence is silence, in its way", async () => {
    const { url } = await bench.fake();
    const { body } = await post(url, wavFile(silence(1)).data);

    expect(JSON.parse(body)).toMatchObject({ segments: [{ text: " [BLANK_AUDIO]", no_speech_prob: 0.87 }] });
  });

  it.each([
    { what: "a form without a file", file: undefined },
    { what: "an empty file", file: new Uint8Array() },
    { what: "junk", file: Buffer.from("This is text.") },
    { what: "a header only", file: wavFile(tone(1)).data.subarray(0, 44) },
  ])("refuses $what without a reason", async ({ file }) => {
    const { url } = await bench.fake();

    expect(await post(url, file)).toEqual({ status: 400, body: "Invalid request" });
  });

  it("refuses what is no form", async () => {
    const { url } = await bench.fake();
    const response = await fetch(`${url}/inference`, { method: "POST", body: "{}" });

    expect([response.status, await response.text()]).toEqual([400, "Invalid request"]);
  });

  it.each([
    { path: "/health", health: "ok", status: 200, body: '{"status":"ok"}' },
    { path: "/health", health: "broken", status: 404, body: "File Not Found (/health)" },
    { path: "/v1/models", health: "ok", status: 404, body: "File Not Found (/v1/models)" },
  ] as const)("answers $status on $path when its health is $health", async ({ path, health, ...expected }) => {
    const { url } = await bench.fake({ health });
    const response = await fetch(`${url}${path}`);

    expect({ status: response.status, body: await response.text() }).toEqual(expected);
  });

  it("counts open requests and attempts, and keeps every request", async () => {
    const engine = await bench.fake({ answer: () => ({ kind: "silence" }) });
    const caller = new AbortController();
    const calls = [1, 2].map((seconds) => post(engine.url, wavFile(tone(seconds)).data, caller.signal));
    await engine.whenOpen(2);
    await fetch(`${engine.url}/health`).then((response) => response.text());

    expect([engine.openRequests(), engine.attempts(), engine.requests.length]).toEqual([2, 2, 3]);
    caller.abort();
    await Promise.allSettled(calls);
    await engine.whenOpen(0);

    expect(engine.mostOpen()).toBe(2);
  });
});
