import { readFileSync } from "node:fs";
import { celsius } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import {
  type DeviceFitness,
  type DeviceHeat,
  type DeviceSample,
  deviceFitness,
  nextHeat,
  unknownHeat,
} from "./device-heat.js";
import { parseThermalRecording } from "./parse-recording.js";
import { thermalPolicy } from "./thermal-policy.js";

const policy = thermalPolicy({ maxTemperature: undefined, maxFanPercent: undefined });
const withFan = thermalPolicy({ maxTemperature: undefined, maxFanPercent: 85 });
const sample = (seconds: number, degrees: number | undefined, fanPercent?: number): DeviceSample => ({
  at: seconds * 1000,
  device: "nvidia",
  celsius: degrees === undefined ? undefined : celsius(degrees),
  fanPercent,
});
const after = (samples: readonly DeviceSample[], under = policy): DeviceHeat =>
  samples.reduce((state, next) => nextHeat(state, next, under), unknownHeat);
const word = (found: DeviceFitness): string => (found.kind === "unfit" ? found.because : found.kind);

/** Each change of the fitness of one device in a recording: `seconds: fitness`. */
function changes(file: string, device: string, under = policy): readonly string[] {
  const { samples } = parseThermalRecording(readFileSync(new URL(`./recordings/${file}`, import.meta.url), "utf8"));
  let state = unknownHeat;
  const found: string[] = [];
  for (const next of samples.filter((one) => one.device === device)) {
    state = nextHeat(state, next, under);
    const now = word(deviceFitness(state, under, next.at));
    if (found.at(-1)?.endsWith(` ${now}`) !== true) found.push(`${next.at / 1000}: ${now}`);
  }
  return found;
}

describe("thermalPolicy", () => {
  it.each([
    { max: undefined, trip: 85, clear: 75, critical: 90 },
    { max: 87, trip: 87, clear: 77, critical: 90 },
    { max: 95, trip: 95, clear: 85, critical: 95 },
  ])("with max_temperature $max trips at $trip", ({ max, ...limits }) => {
    const maxTemperature = max === undefined ? undefined : celsius(max);

    expect(thermalPolicy({ maxTemperature, maxFanPercent: undefined })).toMatchObject(limits);
  });
});

describe("deviceFitness", () => {
  it.each<{ name: string; samples: DeviceSample[]; under?: typeof policy; now: number; is: string }>([
    { name: "is unknown before the first reading", samples: [], now: 0, is: "unknown" },
    { name: "is fit below the limit", samples: [sample(0, 84)], now: 0, is: "fit" },
    { name: "is hot at the limit", samples: [sample(0, 85)], now: 0, is: "device-hot" },
    { name: "is critical", samples: [sample(0, 90)], now: 0, is: "device-critical" },
    { name: "does not look at a fan without a limit", samples: [sample(0, 50, 100)], now: 0, is: "fit" },
    {
      name: "minds the fan where it has a limit",
      samples: [sample(0, 50, 85)],
      under: withFan,
      now: 0,
      is: "fan-high",
    },
    {
      name: "minds the fan of a device of unknown heat",
      samples: [sample(0, undefined, 85)],
      under: withFan,
      now: 0,
      is: "fan-high",
    },
    {
      name: "is unknown where the fan has a limit and no reading",
      samples: [sample(0, 50)],
      under: withFan,
      now: 0,
      is: "unknown",
    },
    { name: "keeps the last good reading for 30 s", samples: [sample(0, 85)], now: 30, is: "device-hot" },
    { name: "knows nothing after that", samples: [sample(0, 85)], now: 30.001, is: "unknown" },
    { name: "is not fooled by -128 C", samples: [sample(0, 85), sample(1, -128)], now: 1, is: "device-hot" },
    { name: "is not fooled by 255 C", samples: [sample(0, 50), sample(1, 255)], now: 1, is: "fit" },
    {
      name: "is not fooled by NaN",
      samples: [sample(0, 50, 20), sample(1, NaN, NaN)],
      under: withFan,
      now: 1,
      is: "fit",
    },
    {
      name: "is not fooled by a fan of 65535 %",
      samples: [sample(0, 50, 20), sample(1, 50, 65_535)],
      under: withFan,
      now: 1,
      is: "fit",
    },
    { name: "takes NaN for no reading", samples: [sample(0, NaN)], now: 0, is: "unknown" },
    { name: "takes both ends of what is sane", samples: [sample(0, 130), sample(1, -20)], now: 1, is: "device-hot" },
    { name: "ignores a reading that comes late", samples: [sample(2, 50), sample(1, 95)], now: 2, is: "fit" },
  ])("$name", ({ samples, under = policy, now, is }) => {
    expect(word(deviceFitness(after(samples, under), under, now * 1000))).toBe(is);
  });

  it("says what is not known, and for how long", () => {
    expect(deviceFitness(after([sample(0, 85)]), policy, 42_000)).toEqual({
      kind: "unknown",
      message: "no good reading of the temperature for 42 s: it is not taken as too high",
    });
  });

  it("says which limit was passed, and when it ends", () => {
    expect(deviceFitness(after([sample(0, 86), sample(1, 80)]), policy, 1000)).toMatchObject({
      message: "the temperature is 80 C, which reached 85 C: too high until it is 75 C, and for 30 s at least",
    });
  });
});

describe("the state of a device", () => {
  it("puts no reading into the trend twice, and none that cannot be true", () => {
    const samples = [sample(0, 50), sample(1, 255), sample(2, undefined), sample(3, 51)];

    expect(after(samples).recent).toEqual([
      { at: 0, value: 50 },
      { at: 3000, value: 51 },
    ]);
  });

  it("keeps ten temperatures for the trend, and none from before a gap", () => {
    const rising = Array.from({ length: 20 }, (_, second) => sample(second, 50 + second));

    expect(after(rising).recent.map(({ value }) => value)).toEqual([60, 61, 62, 63, 64, 65, 66, 67, 68, 69]);
    expect(after([...rising, sample(60, 40), sample(61, 41)]).recent.map(({ value }) => value)).toEqual([40, 41]);
  });
});

describe("the made recordings", () => {
  it.each([
    {
      file: "heats-and-cools.jsonl",
      device: "nvidia",
      under: policy,
      found: ["0: fit", "80: device-hot", "127: fit", "209: device-hot"],
    },
    {
      file: "jumps-to-critical.jsonl",
      device: "nvidia",
      under: policy,
      found: ["0: fit", "24: device-critical", "30: device-hot", "54: fit"],
    },
    { file: "jumps-to-critical.jsonl", device: "npu", under: policy, found: ["0: fit"] },
    { file: "sensor-fails.jsonl", device: "igpu", under: policy, found: ["0: fit", "90: unknown", "106: fit"] },
  ])("$file, $device", ({ file, device, under, found }) => {
    expect(changes(file, device, under)).toEqual(found);
  });
});
