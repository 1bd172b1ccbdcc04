import { HeatStatus } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { HeatGauge } from "../service-parts.js";
import { startTestService, type TestService, wireClient, type WireClient, wireFailure } from "../testing/index.js";

let service: TestService;
let client: WireClient;
let clock: FakeClock;

/** One backend of each health, 250 ms after the last check. */
async function start(
  parts: Pick<Parameters<typeof startTestService>[0], "continuations" | "heat"> = {},
): Promise<WireClient["compute"]> {
  const definitions = [{ id: "here" }, { id: "gone", type: "ollama" }, { id: "new" }, { id: "off", enabled: false }];
  clock = new FakeClock();
  service = await startTestService({
    backends: definitions.map((facts) => scriptedBackend(facts, () => ({}))),
    clock,
    ...parts,
  });
  client = wireClient(service.address);
  await service.registry.check("here", new AbortController().signal);
  service.registry.report("gone", { kind: "failed", because: "connection refused", at: clock.now() });
  await clock.advance(250);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe("ListBackends", () => {
  it("shows each backend as it was last seen, in the order of the configuration", async () => {
    const compute = await start();

    const { backends } = await compute.listBackends({});

    expect(backends).toMatchObject([
      {
        backend: { id: "here" },
        health: "reachable",
        message: "",
        models: [{ name: "any" }],
        checkedMsAgo: 250,
        capabilities: ["text_generation", "embedding"],
      },
      {
        backend: { id: "gone" },
        health: "unreachable",
        message: "connection refused",
        models: [],
        checkedMsAgo: 250,
        capabilities: [],
      },
      { backend: { id: "new" }, health: "unknown", capabilities: [] },
      { backend: { id: "off" }, health: "disabled", capabilities: [] },
    ]);
    expect(backends.map(({ checkedMsAgo }) => checkedMsAgo)).toEqual([250, 250, undefined, undefined]);
    expect(backends.map(({ simulated }) => simulated)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("shows what a probe found of going on with a text, and nothing of models that were not probed", async () => {
    const ability = { modes: ["raw", "prefill"], boundaryTrouble: true, template: "t", tokenizer: undefined } as const;
    const continuations = { of: (id: string) => (id === "here" ? ability : undefined) };
    const compute = await start({ continuations });

    const { backends } = await compute.listBackends({});

    expect(backends.map((backend) => backend.continuations)).toEqual([
      [{ model: "any", modes: ["raw", "prefill"], boundaryTrouble: true }],
      [],
      [],
      [],
    ]);
  });

  it("shows who runs and who waits, circuits with failures to remember, and the retry budget", async () => {
    const compute = await start();
    const backend = service.registry.get("here");
    const place = await backend?.lane.enter("interactive", new AbortController().signal);
    for (let failures = 0; failures < 5; failures += 1)
      backend?.circuits.tell("m", { kind: "failed", because: "engine-reset" });
    backend?.circuits.tell("n", { kind: "failed", because: "engine-refused" });
    await clock.advance(1000);

    const { backends, retryBudget } = await compute.listBackends({});

    expect(backends[0]?.queue).toEqual({
      running: 1,
      waitingInteractive: 0,
      waitingBackground: 0,
      maxConcurrent: 4,
      maxQueued: 64,
      refused: 0,
    });
    expect(backends[0]?.circuits).toEqual([
      { model: "m", state: "open", failures: 5, reason: "engine-reset", retryInMs: 29_000 },
      { model: "n", state: "closed", failures: 1, reason: "engine-refused", retryInMs: undefined },
    ]);
    expect(retryBudget).toEqual({ calls: 0, retries: 0, allowed: 3, windowMs: 10_000 });
    place?.[Symbol.dispose]();
  });

  it("shows what the sensors of a backend's device said last, and nothing where nothing reads it", async () => {
    const read = HeatStatus.fromPartial({ celsius: 71.5, fanPercent: 40, source: "recording", readMsAgo: 300 });
    const heat: HeatGauge = {
      status: ({ id }) => (id === "here" ? read : undefined),
      of() {
        throw new Error("listing backends judges no device");
      },
    };
    const compute = await start({ heat });

    const { backends } = await compute.listBackends({});

    expect(backends.map((status) => status.heat)).toEqual([read, undefined, undefined, undefined]);
  });

  it.each([
    { typeFilter: "ollama", ids: ["gone"] },
    { typeFilter: "piper", ids: [] },
  ])("keeps to the type $typeFilter", async ({ typeFilter, ids }) => {
    const compute = await start();

    const { backends } = await compute.listBackends({ typeFilter });

    expect(backends.map(({ backend }) => backend?.id)).toEqual(ids);
  });

  it("refuses a type that does not exist, with the nearest", async () => {
    const compute = await start();

    const failure = await wireFailure(compute.listBackends({ typeFilter: "olama" }));

    expect(failure).toMatchObject({ status: "INVALID_ARGUMENT", violations: [{ field: "type_filter" }] });
    expect(failure.message).toContain('did you mean "ollama"');
  });
});

describe("HealthCheck", () => {
  it("is SERVING and names the health of each backend", async () => {
    const compute = await start();

    await expect(compute.healthCheck({})).resolves.toEqual({
      status: "SERVING",
      backendHealth: { here: "reachable", gone: "unreachable", new: "unknown", off: "disabled" },
    });
  });
});
