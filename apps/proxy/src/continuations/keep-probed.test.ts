import { FakeClock } from "@compute-proxy/core/testing";
import { type MockEngine, startMockEngines } from "@compute-proxy/mock-engines";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestProxy } from "../testing/test-proxy.js";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A proxy on engines, and a way to let its time pass. Its models are those that the pipeline and `preferred` name. */
async function proxyOn(engines: readonly MockEngine[]) {
  const clock = new FakeClock();
  const backends = engines.map(({ url }, index) => ({
    id: `engine-${index}`,
    type: "ollama",
    hardware: "cpu",
    endpoint: url,
    models: { preferred: ["mock:text"] },
  }));
  const stage = { id: "s", type: "text_generation", model: "fault:ignore-begun" };
  const test = await startTestProxy(
    {
      config: JSON.stringify({
        server: { host: "127.0.0.1", grpc_port: 0 },
        backends,
        pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
        data_dir: "FOLDER/data",
      }),
      pipelines: JSON.stringify({ pipelines: [{ id: "p", stages: [stage] }] }),
    },
    { clock },
  );
  closing.push(() => test.close());
  const pass = async (until: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await until())) {
      await clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ...test, clock, pass };
}

async function engine(): Promise<MockEngine> {
  const started = await startMockEngines();
  closing.push(() => started.close());
  return started;
}

describe("a proxy with two backends for text", () => {
  it("finds in the background what they can do with a begun text, shows it, and logs it", async () => {
    const { client, logged, pass } = await proxyOn([await engine(), await engine()]);
    const found = async () => (await client.listBackends({})).backends.map(({ continuations }) => continuations);

    await pass(async () => (await found()).every(({ length }) => length === 2));

    expect((await found())[0]).toEqual([
      { model: "fault:ignore-begun", modes: [], boundaryTrouble: false },
      { model: "mock:text", modes: ["raw", "prefill"], boundaryTrouble: false },
    ]);
    const lines = logged.filter(({ msg }) => msg === "continuation probe");
    expect(lines).toHaveLength(4);
    expect(lines).toContainEqual(
      expect.objectContaining({ backend: "engine-0", model: "mock:text", detail: "raw, prefill" }),
    );
  });

  it("ends a probe with itself", async () => {
    const [slow, other] = [await engine(), await engine()];
    slow.allowTokens(0);
    const { proxy, clock, pass } = await proxyOn([slow, other]);
    await pass(() => slow.counters().open === 1);

    await proxy.close();
    await slow.whenOpen(0);

    expect(clock.sleeping).toBe(0);
  });
});

describe("a proxy with one backend for text", () => {
  it("asks it nothing", async () => {
    const only = await engine();
    const { pass, clock } = await proxyOn([only]);
    await pass(() => clock.now() > 10_000);

    expect(only.counters().attempts).toBe(0);
  });
});
