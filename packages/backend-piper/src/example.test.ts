import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { Backend } from "@compute-proxy/api";
import { SynthesizeRequest } from "@compute-proxy/api/backend/v1";
import { createPiperAdapter } from "@compute-proxy/backend-piper";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { systemClock } from "@compute-proxy/core";

const engine = await startFakePiper();
const definition = Backend.fromPartial({ id: "piper-npu", type: "piper", endpoint: engine.url });
const adapter = createPiperAdapter({ definition, clock: systemClock });

const request = SynthesizeRequest.fromPartial({ model: "en_US-joe-medium", text: "The front door is locked." });
let frames = 0;
let seconds = 0;
for await (const { audio } of adapter.port.synthesize(request, { signal: AbortSignal.timeout(60_000) })) {
  if (!audio) continue;
  frames += 1;
  seconds += audio.data.length / (2 * audio.channels * audio.sampleRateHz);
}
const heard = `${frames} frames, ${seconds.toFixed(2)} s`;
// end

afterAll(async () => {
  await adapter.close();
  await engine.close();
});

it("the README's example runs as it is printed", () => {
  expect(heard).toBe("13 frames, 1.25 s");
  expect(engine.attempts()).toBe(1);
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
