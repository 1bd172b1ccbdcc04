import { Annotations, type Backend, Stage, Tier } from "@compute-proxy/api";
import { type BackendState, createRegistry, type RegisteredBackend } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { planRoute } from "./plan-route.js";

const unknown: BackendState = { kind: "unknown", failures: 0 };
const gone: BackendState = {
  kind: "unreachable",
  description: undefined,
  because: "connection refused",
  failures: 3,
  seenAt: 0,
};

interface Row {
  readonly name: string;
  readonly stage: Parameters<typeof Stage.fromPartial>[0];
  readonly tiers?: Record<string, Partial<Tier>>;
  readonly wishes?: Parameters<typeof Annotations.fromPartial>[0];
  readonly fallbackStrategy?: "fail";
  readonly gone?: readonly string[];
  readonly off?: readonly string[];
  /** Whose circuit for the model asked is open. */
  readonly broken?: readonly string[];
  /** backend:model */
  readonly route: readonly string[];
  readonly because?: string;
  readonly excluded?: readonly string[];
}

const figures = { npu: [3, 800, 1], igpu: [12, 350, 2], nvidia: [55, 150, 3], cpu: [28, 900, 4] } as const;

const clock = new FakeClock();

function machine({
  gone: goneIds = [],
  off = [],
  broken = [],
}: Pick<Row, "gone" | "off" | "broken">): readonly RegisteredBackend[] {
  return (["npu", "igpu", "nvidia", "cpu"] as const).map((hardware): RegisteredBackend => {
    const [powerWatts, avgLatencyMs, priority] = figures[hardware];
    const definition: Parameters<typeof Backend.fromPartial>[0] & { id: string } = {
      id: `on-${hardware}`,
      hardware,
      enabled: !off.includes(`on-${hardware}`),
      characteristics: { powerWatts, avgLatencyMs, priority },
      models: {
        aliases: { asked: `${hardware}-asked` },
        preferred: [`${hardware}-best`],
        supported: [`${hardware}-*`, "common"],
      },
    };
    const adapter = scriptedBackend(definition, () => ({}));
    const entry = { definition: adapter.definition, adapter };
    const [backend] = createRegistry({ entries: [entry], policy: { unhealthyThreshold: 1 }, clock }).backends;
    if (!backend) throw new Error("a registry of one backend has none");
    for (let failures = 0; broken.includes(backend.id) && failures < 5; failures += 1)
      backend.circuits.tell(`${hardware}-asked`, { kind: "failed", because: "engine-reset" });
    return { ...backend, state: goneIds.includes(definition.id) ? gone : unknown };
  });
}

const path = (...names: string[]) => ({ forwardingPolicy: { escalationPath: names } });

const rows: readonly Row[] = [
  {
    name: "enters at the preferred backend, then goes to the default one",
    stage: { model: "asked", preferredBackend: "on-igpu" },
    route: ["on-igpu:igpu-asked", "on-cpu:cpu-asked", "on-npu:npu-asked", "on-nvidia:nvidia-asked"],
    because: "preferred-backend",
  },
  {
    name: "enters at the preferred hardware",
    stage: { model: "asked", preferredHardware: "nvidia" },
    route: ["on-nvidia:nvidia-asked", "on-cpu:cpu-asked", "on-npu:npu-asked", "on-igpu:igpu-asked"],
    because: "preferred-hardware",
  },
  {
    name: "keeps to the preference where the strategy is fail",
    stage: { model: "asked", preferredHardware: "nvidia" },
    fallbackStrategy: "fail",
    route: ["on-nvidia:nvidia-asked"],
  },
  {
    name: "takes the default backend when nothing is preferred",
    stage: { model: "asked" },
    route: ["on-cpu:cpu-asked", "on-npu:npu-asked", "on-igpu:igpu-asked", "on-nvidia:nvidia-asked"],
    because: "default-backend",
  },
  {
    name: "takes the preferred model when none is named",
    stage: { preferredHardware: "npu" },
    fallbackStrategy: "fail",
    route: ["on-npu:npu-best"],
  },
  {
    name: "leaves out backends without the model",
    stage: { model: "nvidia-large" },
    route: ["on-nvidia:nvidia-large"],
    excluded: ["on-cpu model-not-served", "on-npu model-not-served", "on-igpu model-not-served"],
  },
  {
    name: "follows a path of backends, later ones with their own preferred model",
    stage: { model: "asked", preferredHardware: "npu", ...path("on-npu", "on-igpu", "on-nvidia") },
    route: ["on-npu:npu-asked", "on-igpu:igpu-best", "on-nvidia:nvidia-best"],
    because: "preferred-hardware",
  },
  {
    name: "enters a path in the middle",
    stage: { model: "asked", preferredHardware: "igpu", ...path("on-npu", "on-igpu", "on-nvidia") },
    route: ["on-igpu:igpu-asked", "on-nvidia:nvidia-best"],
  },
  {
    name: "enters a path at its start when nothing is preferred",
    stage: { model: "asked", ...path("on-igpu", "on-nvidia") },
    route: ["on-igpu:igpu-asked", "on-nvidia:nvidia-best"],
    because: "escalation-path",
  },
  {
    name: "puts a preferred backend that is not on the path in front",
    stage: { model: "asked", preferredBackend: "on-cpu", ...path("on-npu", "on-igpu") },
    route: ["on-cpu:cpu-asked", "on-npu:npu-best", "on-igpu:igpu-best"],
  },
  {
    name: "runs a tier's model on a tier",
    stage: { model: "asked", preferredHardware: "npu", ...path("small", "large") },
    tiers: { small: { hardware: "npu", model: "common" }, large: { backend: "on-nvidia", model: "nvidia-huge" } },
    route: ["on-npu:common", "on-nvidia:nvidia-huge"],
  },
  {
    name: "prefers the backend over the hardware",
    stage: { model: "asked", preferredBackend: "on-nvidia", preferredHardware: "npu", ...path("on-npu", "on-nvidia") },
    route: ["on-nvidia:nvidia-asked"],
  },
  {
    name: "leaves out what is over the power limit",
    stage: { model: "asked" },
    wishes: { maxPowerWatts: 15 },
    route: ["on-npu:npu-asked", "on-igpu:igpu-asked"],
    excluded: ["on-cpu over-power-limit", "on-nvidia over-power-limit"],
  },
  {
    name: "leaves out what is over the latency limit",
    stage: { model: "asked" },
    wishes: { maxLatencyMs: 400 },
    route: ["on-igpu:igpu-asked", "on-nvidia:nvidia-asked"],
    excluded: ["on-cpu over-latency-limit", "on-npu over-latency-limit"],
  },
  {
    name: "keeps to a target backend",
    stage: { model: "asked", preferredHardware: "npu" },
    wishes: { target: "on-igpu" },
    route: ["on-igpu:igpu-asked"],
    excluded: ["on-npu not-the-target", "on-nvidia not-the-target", "on-cpu not-the-target"],
  },
  {
    name: "keeps to target hardware, by an alias too",
    stage: { model: "asked" },
    wishes: { target: "gpu" },
    route: ["on-nvidia:nvidia-asked"],
  },
  {
    name: "takes the fastest when latency is critical",
    stage: { model: "asked" },
    wishes: { latencyCritical: true },
    route: ["on-nvidia:nvidia-asked", "on-igpu:igpu-asked", "on-npu:npu-asked", "on-cpu:cpu-asked"],
    because: "lowest-latency",
  },
  {
    name: "takes the thriftiest when power efficiency is preferred",
    stage: { model: "asked" },
    wishes: { preferPowerEfficiency: true },
    route: ["on-npu:npu-asked", "on-igpu:igpu-asked", "on-cpu:cpu-asked", "on-nvidia:nvidia-asked"],
    because: "lowest-power",
  },
  {
    name: "leaves out a backend that is switched off",
    stage: { model: "asked", preferredHardware: "npu" },
    off: ["on-npu"],
    route: ["on-cpu:cpu-asked", "on-igpu:igpu-asked", "on-nvidia:nvidia-asked"],
    excluded: ["on-npu disabled"],
  },
  {
    name: "leaves out a backend that did not answer when last asked",
    stage: { model: "asked", ...path("on-npu", "on-igpu") },
    gone: ["on-npu"],
    route: ["on-igpu:igpu-best"],
    excluded: ["on-npu unreachable"],
  },
  {
    name: "tries all when none answered when last asked",
    stage: { model: "asked", ...path("on-npu", "on-igpu") },
    gone: ["on-npu", "on-igpu"],
    route: ["on-npu:npu-asked", "on-igpu:igpu-best"],
  },
  {
    name: "has nothing for a stage type without an adapter",
    stage: { type: "audio_to_text", preferredHardware: "npu" },
    fallbackStrategy: "fail",
    route: [],
    excluded: ["on-npu wrong-capability"],
  },
  {
    name: "leaves out a backend whose circuit is open for the model",
    stage: { model: "asked", preferredBackend: "on-igpu" },
    broken: ["on-igpu"],
    route: ["on-cpu:cpu-asked", "on-npu:npu-asked", "on-nvidia:nvidia-asked"],
    excluded: ["on-igpu circuit-open"],
  },
  {
    name: "sends another model there all the same",
    stage: { model: "common", preferredBackend: "on-igpu" },
    broken: ["on-igpu"],
    route: ["on-igpu:common", "on-cpu:common", "on-npu:common", "on-nvidia:common"],
  },
  {
    name: "47: uses all again when none is left",
    stage: { model: "asked", preferredBackend: "on-igpu" },
    broken: ["on-igpu", "on-npu"],
    gone: ["on-cpu", "on-nvidia"],
    route: ["on-igpu:igpu-asked", "on-cpu:cpu-asked", "on-npu:npu-asked", "on-nvidia:nvidia-asked"],
    excluded: [],
  },
];

describe("planRoute", () => {
  it.each(rows)("$name", ({ stage, tiers = {}, wishes, fallbackStrategy, route, because, excluded, ...state }) => {
    const planned = planRoute({
      stage: Stage.fromPartial({ id: "s", type: "text_generation", ...stage }),
      tiers: Object.fromEntries(Object.entries(tiers).map(([name, tier]) => [name, Tier.fromPartial(tier)])),
      backends: machine(state),
      routing: { defaultBackend: "on-cpu", fallbackStrategy: fallbackStrategy ?? "next_best" },
      wishes: wishes && Annotations.fromPartial(wishes),
      now: 0,
    });

    expect(planned.rungs.map(({ backend, engineModel }) => `${backend.id}:${engineModel}`)).toEqual(route);
    const leftOut = planned.excluded.map(({ backend, reason }) => `${backend} ${reason}`);
    expect([planned.rungs[0]?.reason, leftOut]).toEqual([because ?? planned.rungs[0]?.reason, excluded ?? leftOut]);
  });

  it.each([
    {
      name: "path length minus one by default",
      policy: { escalationPath: ["on-npu", "on-igpu", "on-nvidia"] },
      maxAttempts: 3,
    },
    {
      name: "one attempt for max_retries 0",
      policy: { escalationPath: ["on-npu", "on-igpu"], maxRetries: 0 },
      maxAttempts: 1,
    },
    {
      name: "max_retries and one",
      policy: { escalationPath: ["on-npu", "on-igpu", "on-nvidia"], maxRetries: 1 },
      maxAttempts: 2,
    },
    { name: "three attempts without a path", policy: {}, maxAttempts: 3 },
  ])("allows $name", ({ policy, maxAttempts }) => {
    const stage = Stage.fromPartial({ id: "s", type: "text_generation", model: "asked", forwardingPolicy: policy });

    const route = planRoute({
      stage,
      tiers: {},
      backends: machine({}),
      routing: { defaultBackend: undefined, fallbackStrategy: "next_best" },
      wishes: undefined,
      now: 0,
    });

    expect(route.maxAttempts).toBe(maxAttempts);
  });
});
