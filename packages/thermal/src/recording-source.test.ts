import { parseThermalRecording } from "@compute-proxy/forwarding";
import { expect, it } from "@jest/globals";
import { recordingSource } from "./recording-source.js";

const lines = [
  '{"t_ms":0,"device":"nvidia","celsius":60,"fan_percent":20}',
  '{"t_ms":500,"device":"nvidia","celsius":61}',
  '{"t_ms":500,"device":"cpu"}',
  '{"t_ms":2000,"device":"nvidia","celsius":88,"fan_percent":90}',
];

it("says each sample once, at its own time after the start, and nothing after the last", async () => {
  const source = recordingSource(parseThermalRecording(lines.join("\n")), 10_000);
  const read = (now: number) => source.read(now, new AbortController().signal);
  const said = [];
  for (const now of [9999, 10_000, 11_000, 11_999, 13_000, 14_000, 3_600_000]) said.push(await read(now));

  expect(source.devices).toEqual(["nvidia", "cpu"]);
  expect(said.map((samples) => samples.map(({ at, device, celsius }) => [at, device, celsius]))).toEqual([
    [],
    [[10_000, "nvidia", 60]],
    [
      [10_500, "nvidia", 61],
      [10_500, "cpu", undefined],
    ],
    [],
    [[12_000, "nvidia", 88]],
    [],
    [],
  ]);
});
