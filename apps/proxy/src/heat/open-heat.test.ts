import { ForwardingPolicy, Pipeline } from "@compute-proxy/api";
import { createRegistry } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { celsius } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { parseThermalRecording, stageThermalPolicy, type ThermalPolicy } from "@compute-proxy/forwarding";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../log.js";
import { type OpenHeat, openHeat } from "./open-heat.js";

type Line = Readonly<Record<string, unknown>>;

const checked = { enableThermalCheck: true, maxTemperature: 87 };
const definitions = [
  { id: "gpu", hardware: "nvidia" },
  { id: "cpu", hardware: "cpu" },
];
let opened: OpenHeat | undefined;

afterEach(() => opened?.close());

/** Two backends, of which the first has a thermometer where `degrees` is given, and a pipeline with one stage. */
async function open(plan: { recording?: string; degrees?: () => number; policy?: object }) {
  const clock = new FakeClock();
  const lines: Line[] = [];
  const { degrees } = plan;
  const entries = definitions.map((definition, index) => {
    const adapter = scriptedBackend(definition, () => ({}));
    const temperature = degrees && index === 0 ? () => celsius(degrees()) : undefined;
    return { definition: adapter.definition, adapter: { ...adapter, temperature } };
  });
  const { backends } = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock });
  opened = await openHeat({
    recording: plan.recording === undefined ? undefined : parseThermalRecording(plan.recording),
    backends,
    catalog: catalogOf({ id: "s", type: "text_generation", forwardingPolicy: plan.policy }),
    log: createLog({
      level: "info",
      destination: { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
    }),
    clock,
  });
  const [gpu, cpu] = backends.map(({ definition }) => definition);
  if (!gpu || !cpu) throw new Error("the registry lost a backend");
  return { heat: opened, clock, gpu, cpu, told: () => lines.map(withoutTime) };
}

function withoutTime(line: Line): Line {
  return Object.fromEntries(Object.entries(line).filter(([key]) => key !== "time" && key !== "level"));
}

function policyOf(policy: object): ThermalPolicy {
  const limits = stageThermalPolicy(ForwardingPolicy.fromPartial(policy));
  if (!limits) throw new Error("the policy has no thermal check");
  return limits;
}

function catalogOf(stage: object): PipelineCatalog {
  const pipeline = Pipeline.fromPartial({ id: "p", stages: [stage] });
  return { enabled: true, entries: [{ kind: "ready", pipeline }], groups: [], problems: [] };
}

describe("openHeat", () => {
  it("has the first reading when it resolves, and then one a second until it is closed", async () => {
    let degrees = 45;
    const { heat, clock, gpu } = await open({ degrees: () => degrees++ });
    const seen = [heat.status(gpu, clock.now())?.celsius];
    await clock.advance(2000);
    seen.push(heat.status(gpu, clock.now())?.celsius);
    heat.close();
    await clock.advance(5000);
    seen.push(heat.status(gpu, clock.now())?.celsius);

    expect(seen).toEqual([45, 47, 47]);
    expect(clock.sleeping).toBe(0);
  });

  it("remembers under the policies of the pipelines from the start, so that a run finds a trend", async () => {
    let degrees = 45;
    const { heat, clock, gpu } = await open({ degrees: () => degrees++, policy: checked });
    await clock.advance(3000);

    expect(
      heat
        .of(gpu, policyOf(checked))
        .state()
        .recent.map(({ value }) => value),
    ).toEqual([45, 46, 47, 48]);
  });

  it("plays a recording before the thermometers of the backends that it names, and leaves the others theirs", async () => {
    const { heat, clock, gpu, cpu } = await open({
      degrees: () => 45,
      recording: '{"t_ms":0,"device":"nvidia","celsius":88}\n{"t_ms":0,"device":"cpu","fan_percent":30}',
    });

    expect(heat.status(gpu, clock.now())).toMatchObject({ celsius: 88, source: "recording" });
    expect(heat.status(cpu, clock.now())).toMatchObject({ celsius: undefined, fanPercent: 30, source: "recording" });
  });

  it("knows nothing 30 s after the last sample of a recording", async () => {
    const { heat, clock, gpu } = await open({ recording: '{"t_ms":0,"device":"gpu","celsius":95}', policy: checked });
    const watch = heat.of(gpu, policyOf(checked));
    const before = watch.fitness(clock.now()).kind;
    await clock.advance(30_001);

    expect([before, watch.fitness(clock.now()).kind]).toEqual(["unfit", "unknown"]);
  });
});

describe("the log", () => {
  it("says once which backends a thermal check cannot reach", async () => {
    const { told, clock } = await open({ degrees: () => 45, policy: checked });
    await clock.advance(5000);

    expect(told()).toEqual([{ backend: "cpu", msg: "no sensor: thermal checks leave these backends alone" }]);
  });

  it("says nothing of sensors where no stage has a thermal check", async () => {
    const { told } = await open({});

    expect(told()).toEqual([]);
  });

  it("says once that a device tells no temperature", async () => {
    const lines = [0, 1000, 2000].map((at) => `{"t_ms":${at},"device":"gpu","fan_percent":30}`);
    const { told, clock } = await open({ recording: lines.join("\n") });
    await clock.advance(5000);

    expect(told()).toEqual([
      { device: "gpu", kind: "recording", msg: "no temperature: the last one counts for 30 s, then none" },
    ]);
  });

  it("says once that temperatures cannot be read, and goes on", async () => {
    let reads = 0;
    const { told, clock, heat, gpu } = await open({
      degrees() {
        reads += 1;
        if (reads < 3) throw new Error("no such sensor");
        return 50;
      },
    });
    await clock.advance(2000);

    expect(told()).toEqual([
      {
        kind: "simulated",
        err: expect.objectContaining({ message: "no such sensor" }),
        msg: "temperatures cannot be read",
      },
    ]);
    expect(heat.status(gpu, clock.now())?.celsius).toBe(50);
  });
});
