import { expect } from "@jest/globals";
import { type Draft, type LeafRow, type LeafScene, withTwoEngines } from "./leaf-row.js";
import { says, waits } from "./scripts.js";
import { firstBackend, firstStage, question, streamed } from "./sights.js";

const policy = "pipelines:pipelines.[].stages.[].forwarding_policy";
const usedBackend = firstStage(({ backend }) => backend);

/** Readings of the first device, each from its ms on. */
function record(files: Draft, ...readings: ReadonlyArray<readonly [ms: number, celsius: number, fan?: number]>): void {
  const lines = readings.map(([t_ms, celsius, fan_percent]) =>
    JSON.stringify({ t_ms, device: "npu", celsius, fan_percent }),
  );
  files.more["heat.jsonl"] = lines.join("\n");
  files.config["thermal"] = { recording: "FOLDER/heat.jsonl" };
}

const setPolicy =
  (parts: Readonly<Record<string, unknown>>) =>
  ({ stage }: Draft): void => {
    stage["forwarding_policy"] = { enable_thermal_check: true, ...parts };
  };

/** A first device that takes long enough for a reading while it works. */
const warming =
  (heat: Readonly<Record<string, unknown>>) =>
  ({ backends: [first] }: Draft): void => {
    if (!first) return;
    first.characteristics["avg_latency_ms"] = 1300;
    first["simulated_heat"] = { time_constant_seconds: 0.1, ...heat };
  };

/** The highest reading of the first backend during a call, in whole tens of degrees. */
async function hottest(scene: LeafScene): Promise<number> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const run = scene.client.runPipeline("p", question);
  void run.then(end, end);
  const readings: number[] = [];
  while (!ended.signal.aborted) {
    readings.push((await firstBackend(({ heat }) => heat?.celsius)(scene)) ?? 0);
    await scene.clock.sleep(50);
  }
  await run;
  return Math.floor(Math.max(...readings) / 10) * 10;
}

const celsius = firstBackend(({ heat }) => heat?.celsius);

/** Where temperatures come from, and what they change. */
export const heatRows: readonly LeafRow[] = [
  {
    leaf: "config:thermal.recording",
    given: (files) => (files.more["heat.jsonl"] = '{"t_ms":0,"device":"npu","celsius":70}'),
    change: (files) => record(files, [0, 70]),
    see: celsius,
    before: 45,
    after: 70,
  },
  {
    leaf: "config:backends.[].simulated_heat.idle_celsius",
    change: ({ backends: [first] }) => first && (first["simulated_heat"] = { idle_celsius: 50 }),
    see: celsius,
    before: 45,
    after: 50,
  },
  {
    leaf: "config:backends.[].simulated_heat.load_celsius",
    given: warming({}),
    change: warming({ load_celsius: 65 }),
    see: hottest,
    before: 90,
    after: 60,
  },
  {
    leaf: "config:backends.[].simulated_heat.time_constant_seconds",
    given: warming({}),
    change: warming({ time_constant_seconds: 3600 }),
    see: hottest,
    before: 90,
    after: 40,
  },
  {
    leaf: `${policy}.enable_thermal_check`,
    given: (files) => record(files, [0, 95]),
    change: setPolicy({}),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${policy}.max_temperature`,
    given(files) {
      record(files, [0, 80]);
      setPolicy({})(files);
    },
    change: setPolicy({ max_temperature: 75 }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${policy}.max_fan_percent`,
    given(files) {
      record(files, [0, 50, 90]);
      setPolicy({})(files);
    },
    change: setPolicy({ max_fan_percent: 85 }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${policy}.enable_streaming_failover`,
    engines: {
      ENGINE: waits(3500, (index) => index === 1, { tokens: ["first", " second"] }),
      SPARE: says("first", " second"),
    },
    given(files) {
      withTwoEngines(files);
      record(files, [0, 50], [2000, 95]);
      setPolicy({})(files);
    },
    change: setPolicy({ enable_streaming_failover: true }),
    see: streamed,
    before: "a: first second",
    after: expect.stringMatching(/^a b: first second$/u),
  },
];
