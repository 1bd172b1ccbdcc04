import { celsius } from "@compute-proxy/core";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import type { DeviceSample } from "@compute-proxy/forwarding";
import { describe, expect, it } from "@jest/globals";
import { readSensors } from "./read-sensors.js";
import { simulatedSource } from "./simulated-source.js";
import type { ThermalSource } from "./thermal-source.js";

const of = (read: ThermalSource["read"]): ThermalSource => ({ name: "simulated", devices: ["d"], read });
const sample = (at: number): DeviceSample => ({ at, device: "d", celsius: celsius(50), fanPercent: undefined });

/** Reads the sources, which have begun to be read when it resolves. */
async function start(...sources: readonly ThermalSource[]) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const samples: number[] = [];
  const troubles: string[] = [];
  const onSample = (_: ThermalSource, { at }: DeviceSample): void => void samples.push(at);
  const onTrouble = (_: ThermalSource, error: unknown): void => void troubles.push(String(error));
  const begun = readSensors({ sources, clock, onSample, onTrouble }, stop.signal);
  await clock.advance(0);
  const end = async (): Promise<void> => {
    stop.abort();
    await clock.advance(0);
  };
  return { clock, samples, troubles, begun, end };
}

describe("readSensors", () => {
  it("reads at once, then once a second by the clock, until it is ended", async () => {
    const { clock, samples, begun, end } = await start(of(async (now) => [sample(now)]));
    await begun;
    await clock.advance(3500);
    await end();
    await clock.advance(5000);

    expect(samples).toEqual([0, 1000, 2000, 3000]);
    expect(clock.sleeping).toBe(0);
  });

  it("keeps its beat where reads take a while", async () => {
    const gates = [0, 1000, 2000].map(() => deferred());
    const { clock, samples, end } = await start(
      of(async (now) => {
        await gates[now / 1000]?.promise;
        return [sample(now)];
      }),
    );
    for (const gate of gates) {
      await clock.advance(400);
      gate.resolve();
      await clock.advance(0);
      await clock.advance(600);
    }
    await end();

    expect(samples.slice(0, 3)).toEqual([0, 1000, 2000]);
  });

  it("gives a read up after a second, tells it once, and asks no more before it has ended", async () => {
    const hanging = deferred<readonly DeviceSample[]>();
    const asked: number[] = [];
    const aborted: boolean[] = [];
    const { clock, samples, troubles, begun, end } = await start(
      of((now, signal) => {
        asked.push(now);
        signal.addEventListener("abort", () => aborted.push(true));
        return asked.length === 1 ? hanging.promise : Promise.resolve([sample(now)]);
      }),
    );
    await clock.advance(1000);
    await begun;
    await clock.advance(60_000);
    expect({ asked, samples, aborted }).toEqual({ asked: [0], samples: [], aborted: [true] });

    hanging.resolve([sample(0)]);
    await clock.advance(0);
    await clock.advance(1000);
    await end();

    expect(samples).toEqual([61_000, 62_000]);
    expect(troubles).toEqual([
      expect.stringContaining("a read of the simulated temperatures took longer than 1000 ms"),
    ]);
  });

  it("lets no source wait for another", async () => {
    const never = deferred<readonly DeviceSample[]>();
    const { clock, samples, end } = await start(
      of(() => never.promise),
      of(async (now) => [sample(now)]),
    );
    await clock.advance(2000);
    await end();

    expect(samples).toEqual([0, 1000, 2000]);
  });

  it.each<{ how: string; failing: ThermalSource["read"] }>([
    { how: "rejects", failing: () => Promise.reject(new Error("no such file")) },
    {
      how: "throws",
      failing() {
        throw new Error("no such file");
      },
    },
  ])("goes on after a read that $how, and tells the first failure only", async ({ failing }) => {
    const { clock, samples, troubles, end } = await start(
      of((now, signal) => (now < 2000 ? failing(now, signal) : Promise.resolve([sample(now)]))),
    );
    await clock.advance(3000);
    await end();

    expect(samples).toEqual([2000, 3000]);
    expect(troubles).toEqual(["Error: no such file"]);
  });

  it("takes the end in the middle of a read for no trouble", async () => {
    const never = deferred<readonly DeviceSample[]>();
    const { clock, troubles, begun, end } = await start(of(() => never.promise));
    await end();
    await begun;

    expect(troubles).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });
});

describe("simulatedSource", () => {
  it("tells the temperature of each backend now, and no fan", async () => {
    const source = simulatedSource([
      { backend: "a", temperature: () => celsius(45) },
      { backend: "b", temperature: () => celsius(90) },
    ]);

    expect(source.devices).toEqual(["a", "b"]);
    expect(await source.read(7, new AbortController().signal)).toEqual([
      { at: 7, device: "a", celsius: 45, fanPercent: undefined },
      { at: 7, device: "b", celsius: 90, fanPercent: undefined },
    ]);
  });
});
