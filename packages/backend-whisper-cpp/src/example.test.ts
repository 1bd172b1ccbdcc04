import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { Backend } from "@compute-proxy/api";
import { TranscribeRequest } from "@compute-proxy/api/backend/v1";
import { createWhisperCppAdapter } from "@compute-proxy/backend-whisper-cpp";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { systemClock } from "@compute-proxy/core";

const engine = await startFakeWhisper({
  answer: () => ({
    kind: "transcript",
    segments: [
      {
        tokens: [
          [" Good", 0.9],
          [" morn", 0.7],
          ["ing", 0.8],
          [".", 0.9],
        ],
      },
    ],
  }),
});
const definition = Backend.fromPartial({
  id: "whisper-npu",
  endpoint: engine.url,
  models: { preferred: ["tiny.en"] },
});
const adapter = createWhisperCppAdapter({ definition, clock: systemClock });

const audio = { data: new Uint8Array(32_000), mimeType: "audio/l16", sampleRateHz: 16_000, channels: 1 };
const request = TranscribeRequest.fromPartial({ model: "tiny.en", audio });
const { text, segments } = await adapter.port.transcribe(request, { signal: AbortSignal.timeout(60_000) });
const words = segments.flatMap((segment) => segment.words.map((word) => `${word.text} ${word.probability}`));
// end

afterAll(async () => {
  await adapter.close();
  await engine.close();
});

it("the README's example runs as it is printed", () => {
  expect(text).toBe("Good morning.");
  expect(words).toEqual(["Good 0.9", "morning. 0.7"]);
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
