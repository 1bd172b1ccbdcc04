import { readFileSync } from "node:fs";
import { Audio } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { durationMs, readAudio, recognitionRateHz, toMono, writeWav } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "").replace(/,([)}\]])/gu, "$1");

describe("the example of the README", () => {
  it("does what its comment says", () => {
    const silence = writeWav({ samples: new Int16Array(44_100 * 2), sampleRateHz: 44_100, channels: 2 });
    const sent = Audio.fromPartial({ data: silence.data, mimeType: "audio/wav" });
    const heard = toMono(readAudio(sent), recognitionRateHz);

    expect([heard.sampleRateHz, heard.channels, durationMs(heard)]).toEqual([16_000, 1, 1000]);
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const body = code
      .split("\n")
      .filter((line) => !line.startsWith("import ") && !line.startsWith("console.log"))
      .join("\n");

    expect(body.trim()).not.toBe("");
    expect(squeezed(source)).toContain(squeezed(body));
  });
});
