import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
// example
import { Backend } from "@compute-proxy/api";
import { celsius, systemClock } from "@compute-proxy/core";
import { parseThermalRecording, thermalPolicy } from "@compute-proxy/forwarding";
import { createHeatKeeper, readSensors, recordingSource } from "@compute-proxy/thermal";

const recording = parseThermalRecording('{"t_ms":0,"device":"nvidia","celsius":88,"fan_percent":60}');
const sources = [recordingSource(recording, systemClock.now())];
const keeper = createHeatKeeper(sources);
const gpu = Backend.fromPartial({ id: "ollama-nvidia", hardware: "nvidia" });
const watch = keeper.of(gpu, thermalPolicy({ maxTemperature: celsius(87), maxFanPercent: 85 }));

const stop = new AbortController();
const troubles: unknown[] = [];
const plan = {
  sources,
  clock: systemClock,
  onSample: keeper.take,
  onTrouble: (_: unknown, error: unknown) => void troubles.push(error),
};
await readSensors(plan, stop.signal);

const fitness = watch.fitness(systemClock.now());
stop.abort();
// end

it("the README's example runs as it is printed", () => {
  expect(fitness).toMatchObject({ kind: "unfit", because: "device-hot" });
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
