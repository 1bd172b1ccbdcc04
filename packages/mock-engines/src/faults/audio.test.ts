import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { speechFile, speechRequest, transcriptRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";
import type { audioFaults } from "./audio.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const rows: Readonly<Record<keyof typeof audioFaults, () => Promise<void>>> = {
  async "empty-text"() {
    const engine = await bench.start({ api: "whisper" });
    await engine.setFault({ fault: "empty-text" });
    const { text } = await exchange(engine.url, transcriptRequest(undefined, { response_format: "verbose_json" }));

    expect(JSON.parse(text)).toMatchObject({ text: "", segments: [], duration: 2 });
  },
  async "earlier-text"() {
    const engine = await bench.start({ api: "whisper" });
    const [short, long] = [speechFile(1), speechFile(3)];
    const heard = async (file: Buffer): Promise<string> => (await exchange(engine.url, transcriptRequest(file))).text;
    const own = await heard(long);
    const earlier = await heard(short);
    await engine.setFault({ fault: "earlier-text", times: 1 });

    expect(await heard(long)).toBe(earlier);
    expect(await heard(long)).toBe(own);
  },
  async "cut-wav"() {
    const engine = await bench.start({ api: "piper" });
    const whole = await exchange(engine.url, speechRequest("any"));
    const half = await exchange(engine.url, speechRequest("fault:cut-wav"));
    const [all, some] = [whole.chunks[0], half.chunks[0]];

    expect(half).toMatchObject({ status: 200, isComplete: true });
    expect(all?.subarray(0, some?.length)).toEqual(some);
    expect(some?.length).toBe(Math.ceil((all?.length ?? 0) / 2));
  },
};

describe("a fault of an engine for audio", () => {
  it.each(Object.entries(rows))("%s", async (_, check) => {
    expect.hasAssertions();
    await check();
  });
});
