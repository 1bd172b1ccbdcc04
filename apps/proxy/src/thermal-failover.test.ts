import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelineStreamResponse } from "@compute-proxy/api";
import { type Clock, scalarCount } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

/** Ten seconds of the proxy pass in one of the process's. */
const speed = 10;
const hurried: Clock = {
  now: () => runningClock.now() * speed,
  sleep: (ms, signal) => runningClock.sleep(ms / speed, signal),
};

/** The GPU warms up from 30 s on, is too hot at 38 s, and goes on rising, under the critical 90 C. */
const heat = Array.from({ length: 180 }, (_, second) => ({
  t_ms: second * 1000,
  device: "nvidia",
  celsius: second <= 30 ? 71 : second <= 38 ? 71 + (second - 30) * 2 : Math.min(89.5, 87 + (second - 38) * 0.4),
}));
/** Five seconds before it is too hot. */
const warm = 77;

const device = (id: string, hardware: string, tokensPerSecond: number): object => ({
  id,
  type: "simulated",
  hardware,
  characteristics: { avg_latency_ms: 100, max_tokens_per_second: tokensPerSecond },
  models: { preferred: ["llama3:7b"] },
});

const pipeline = {
  id: "thermal-failover",
  tiers: Object.fromEntries(["nvidia", "intel", "cpu"].map((hardware) => [hardware, { hardware, model: "llama3:7b" }])),
  stages: [
    {
      id: "generate-text",
      type: "text_generation",
      preferred_hardware: "nvidia",
      forwarding_policy: {
        enable_thermal_check: true,
        max_temperature: 87,
        enable_streaming_failover: true,
        escalation_path: ["nvidia", "intel", "cpu"],
      },
    },
  ],
};

/** An answer of about a hundred tokens, so ten seconds of the GPU. */
const question = "What makes a laptop hot?";
const recording = join(tmpdir(), `thermal-failover-${process.pid}.jsonl`);

let test: TestProxy;
let first: readonly PipelineStreamResponse[];
let second: readonly PipelineStreamResponse[];

beforeAll(async () => {
  await writeFile(recording, heat.map((sample) => JSON.stringify(sample)).join("\n"));
  test = await startTestProxy(
    {
      config: JSON.stringify({
        server: { grpc_port: 0 },
        backends: [device("sim-nvidia", "nvidia", 10), device("sim-intel", "igpu", 50), device("sim-cpu", "cpu", 50)],
        thermal: { recording },
        pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      }),
      pipelines: JSON.stringify({ pipelines: [pipeline] }),
    },
    { clock: hurried },
  );
  await untilWarm();
  first = await run();
  second = await run();
}, 60_000);
afterAll(async () => {
  await test.close();
  await rm(recording);
});

/** By then it is known, too, how the devices go on with a begun text. */
async function untilWarm(): Promise<void> {
  for (;;) {
    const { backends } = await test.client.listBackends({});
    const [gpu, next] = backends;
    if ((gpu?.heat?.celsius ?? 0) >= warm && next?.continuations.length === 1) return;
    await hurried.sleep(200);
  }
}

async function run(): Promise<readonly PipelineStreamResponse[]> {
  const events: PipelineStreamResponse[] = [];
  for await (const event of test.client.streamPipeline("thermal-failover", question)) events.push(event);
  return events;
}

type Event = NonNullable<PipelineStreamResponse["event"]>;

/** The values of the events of one kind. */
function all<Case extends Event["$case"]>(events: readonly PipelineStreamResponse[], $case: Case) {
  return events.flatMap(({ event }) =>
    event?.$case === $case ? [event.value as Extract<Event, { $case: Case }>["value"]] : [],
  );
}

describe("a GPU that gets too hot while it writes", () => {
  it("is left for the next device, which is told once and with its reason", () => {
    expect(all(first, "forwarded")).toMatchObject([
      { kind: "failover", reason: "device-hot", fromBackend: "sim-nvidia", toBackend: "sim-intel" },
    ]);
    expect(
      all(first, "attemptEnd").map(({ attempt }) => [attempt?.backend, attempt?.outcome, attempt?.reason]),
    ).toEqual([
      ["sim-nvidia", "left", "device-hot"],
      ["sim-intel", "accepted", "no-checks"],
    ]);
  });

  it("has begun an answer that the next device finishes: one text without a gap, for the client and in the result", () => {
    const deltas = all(first, "textDelta");
    const text = deltas.map((delta) => delta.text).join("");
    const [result] = all(first, "runEnd");
    const attempts = result?.stageResults[0]?.metadata?.attempts ?? [];

    expect(result).toMatchObject({ success: true, finalOutput: { kind: { $case: "text", value: text } } });
    expect(deltas.map(({ sequence }) => sequence)).toEqual(deltas.map((_, index) => index));
    expect(deltas.map(({ textOffset }) => textOffset)).toEqual(
      deltas.map((_, index) =>
        scalarCount(
          deltas
            .slice(0, index)
            .map((delta) => delta.text)
            .join(""),
        ),
      ),
    );
    expect(attempts.map(({ textTo }) => textTo)).toEqual([attempts[1]?.textFrom, scalarCount(text)]);
    expect(attempts[0]?.textTo).toBeGreaterThan(0);
    expect(attempts[1]?.textFrom).toBeLessThan(scalarCount(text));
  });

  it("is left out by the next run, which names the rule and begins on the next device", () => {
    const [start] = all(second, "stageStart");

    expect(start?.excluded).toMatchObject([{ backend: "sim-nvidia", reason: "device-hot" }]);
    expect(all(second, "forwarded")).toEqual([]);
    expect(all(second, "runEnd")).toMatchObject([{ success: true, stageResults: [{ backend: "sim-intel" }] }]);
  });

  it("shows its temperature in ListBackends, with where it was read", async () => {
    const { backends } = await test.client.listBackends({});

    expect(backends.map(({ heat: read }) => read?.source)).toEqual(["recording", "simulated", "simulated"]);
    expect(backends[0]?.heat?.celsius).toBeGreaterThanOrEqual(87);
  });
});
