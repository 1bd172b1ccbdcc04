import { Backend } from "@compute-proxy/api";
import { celsius } from "@compute-proxy/core";
import { type DeviceSample, thermalPolicy } from "@compute-proxy/forwarding";
import { describe, expect, it } from "@jest/globals";
import { createHeatKeeper } from "./heat-keeper.js";
import type { ThermalSource } from "./thermal-source.js";

const source = (name: ThermalSource["name"], ...devices: readonly string[]): ThermalSource => ({
  name,
  devices,
  read: async () => [],
});
const sample = (at: number, device: string, degrees: number | undefined, fanPercent?: number): DeviceSample => ({
  at,
  device,
  celsius: degrees === undefined ? undefined : celsius(degrees),
  fanPercent,
});
const gpu = Backend.fromPartial({ id: "gpu-1", hardware: "nvidia" });
const policy = thermalPolicy({ maxTemperature: celsius(87), maxFanPercent: undefined });

describe("the device of a backend", () => {
  it.each<{ name: string; sources: ThermalSource[]; is: readonly [string, number] | undefined }>([
    { name: "its own id", sources: [source("simulated", "gpu-1")], is: ["simulated", 1] },
    { name: "its hardware", sources: [source("recording", "nvidia")], is: ["recording", 2] },
    { name: "its hardware by its alias", sources: [source("recording", "gpu")], is: ["recording", 3] },
    {
      name: "its own id before its hardware",
      sources: [source("recording", "nvidia", "gpu-1")],
      is: ["recording", 1],
    },
    {
      name: "the first source's before the second's",
      sources: [source("recording", "nvidia"), source("simulated", "gpu-1")],
      is: ["recording", 2],
    },
    {
      name: "the second source's where the first does not name it",
      sources: [source("recording", "cpu"), source("simulated", "gpu-1")],
      is: ["simulated", 1],
    },
    { name: "nobody's where nothing names it", sources: [source("recording", "cpu", "gpu-2")], is: undefined },
  ])("is $name", ({ sources, is }) => {
    const keeper = createHeatKeeper(sources);
    for (const from of sources)
      for (const [index, device] of ["gpu-1", "nvidia", "gpu", "cpu", "gpu-2"].entries())
        keeper.take(from, sample(0, device, index + 1));

    const status = keeper.status(gpu, 0);
    expect(status && [status.source, status.celsius]).toEqual(is);
    expect(keeper.reads(gpu)).toBe(is !== undefined);
  });
});

describe("a watch", () => {
  const gpuSource = source("simulated", "gpu-1");

  it("knows what came since its policy was first asked for, and equal policies are one", () => {
    const keeper = createHeatKeeper([gpuSource]);
    keeper.take(gpuSource, sample(0, "gpu-1", 60));
    keeper.of(gpu, policy);
    keeper.take(gpuSource, sample(1000, "gpu-1", 61));
    keeper.take(gpuSource, sample(2000, "gpu-1", 62));

    const later = keeper.of(gpu, { ...policy });

    expect(later.state().recent.map(({ value }) => value)).toEqual([61, 62]);
    expect(later.state()).toBe(keeper.of(gpu, policy).state());
  });

  it("judges each policy by its own limits", () => {
    const keeper = createHeatKeeper([gpuSource]);
    const strict = keeper.of(gpu, thermalPolicy({ maxTemperature: celsius(60), maxFanPercent: undefined }));
    const lenient = keeper.of(gpu, policy);

    keeper.take(gpuSource, sample(0, "gpu-1", 70));

    expect(strict.fitness(0)).toMatchObject({ kind: "unfit", because: "device-hot" });
    expect(lenient.fitness(0)).toEqual({ kind: "fit" });
  });

  it("tells each sample of its device, after it was taken in, until it is told to stop", () => {
    const keeper = createHeatKeeper([gpuSource]);
    const watch = keeper.of(gpu, policy);
    const seen: (number | undefined)[] = [];
    const listen = (): void => void seen.push(watch.state().celsius?.value);
    const removals = [watch.onSample(listen), watch.onSample(listen)];

    keeper.take(gpuSource, sample(0, "gpu-1", 50));
    removals[0]?.();
    removals[0]?.();
    keeper.take(gpuSource, sample(1000, "gpu-1", 51));
    removals[1]?.();
    keeper.take(gpuSource, sample(2000, "gpu-1", 52));

    expect(seen).toEqual([50, 50, 51]);
  });

  it("does not tell a listener that another one removes in the same moment", () => {
    const keeper = createHeatKeeper([gpuSource]);
    const watch = keeper.of(gpu, policy);
    const seen: string[] = [];
    let removeSecond = (): void => undefined;
    watch.onSample(() => {
      seen.push("first");
      removeSecond();
    });
    removeSecond = watch.onSample(() => void seen.push("second"));

    keeper.take(gpuSource, sample(0, "gpu-1", 50));
    keeper.take(gpuSource, sample(1000, "gpu-1", 51));

    expect(seen).toEqual(["first", "first"]);
  });

  it("is unknown, and stays silent, where nothing reads the device", () => {
    const watch = createHeatKeeper([]).of(gpu, policy);

    expect(watch.fitness(0)).toMatchObject({ kind: "unknown" });
    expect(watch.state().celsius).toBeUndefined();
    expect(watch.onSample(() => undefined)()).toBeUndefined();
  });
});

describe("the status of a device", () => {
  const fans = source("recording", "gpu-1");

  it.each<{ name: string; samples: DeviceSample[]; now: number; is: object | undefined }>([
    { name: "is absent before the first reading", samples: [], now: 0, is: undefined },
    {
      name: "is absent where no reading was ever true",
      samples: [sample(0, "gpu-1", 255, -1), sample(1000, "gpu-1", undefined)],
      now: 1000,
      is: undefined,
    },
    {
      name: "tells what was read and when",
      samples: [sample(0, "gpu-1", 50, 20)],
      now: 250,
      is: { celsius: 50, fanPercent: 20, source: "recording", readMsAgo: 250 },
    },
    {
      name: "keeps the last good reading",
      samples: [sample(0, "gpu-1", 50), sample(1000, "gpu-1", -273)],
      now: 1000,
      is: { celsius: 50, fanPercent: undefined, source: "recording", readMsAgo: 1000 },
    },
    {
      name: "tells only the age of one that is older than 30 s",
      samples: [sample(0, "gpu-1", 50, 20)],
      now: 30_001,
      is: { celsius: undefined, fanPercent: undefined, source: "recording", readMsAgo: 30_001 },
    },
  ])("$name", ({ samples, now, is }) => {
    const keeper = createHeatKeeper([fans]);
    for (const each of samples) keeper.take(fans, each);

    expect(keeper.status(gpu, now)).toEqual(is);
  });
});
