import { type DescribeResponse } from "@compute-proxy/api/backend/v1";
import { Backend } from "@compute-proxy/api";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { systemClock } from "@compute-proxy/core";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createWhisperCppAdapter } from "./create-whisper-cpp-adapter.js";
import { configuredModels } from "./describe.js";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";
import { type FakeReply, startFakeWhisper, textReply } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const noAbort = { signal: new AbortController().signal };
const silence: FakeReply = { kind: "silence" };
const names = ({ models }: DescribeResponse): string[] => models.map(({ name }) => name);

describe("a description", () => {
  it("names the configured models, and no version: the engine tells neither", async () => {
    const engine = await bench.fake();
    const found = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(found).toMatchObject({
      type: "whisper_cpp",
      engineVersion: "",
      capabilities: ["audio_to_text"],
      simulated: false,
    });
    expect(found.models).toMatchObject([
      { name: "tiny.en", capabilities: ["audio_to_text"] },
      { name: "small", capabilities: ["audio_to_text"] },
    ]);
    expect(engine.requests.map(({ path }) => path)).toEqual(["/health"]);
  });

  it.each([
    { what: "preferred ones first", models: { preferred: ["b"], supported: ["a", "b"] }, listed: ["b", "a"] },
    { what: "what aliases lead to", models: { aliases: { x: "b", y: "b" } }, listed: ["b"] },
    { what: "no pattern", models: { supported: ["tiny*", "base"] }, listed: ["base"] },
    { what: "nothing that is excluded", models: { preferred: ["a", "b"], excluded: ["a"] }, listed: ["b"] },
    { what: "nothing without a configuration", models: undefined, listed: [] },
  ])("lists $what", ({ models, listed }) => {
    expect(configuredModels(Backend.fromPartial({ models }))).toEqual(listed);
  });

  it("asks below the path of the endpoint", async () => {
    const engine = await bench.fake({ intercept: () => ({ kind: "response", body: '{"status":"ok"}' }) });
    await bench.adapterFor(`${engine.url}/speech/`).port.describe({}, noAbort);

    expect(engine.requests.map(({ path }) => path)).toEqual(["/speech/health"]);
  });

  it("of an engine whose /health was broken by a failed load is given: /inference goes on working", async () => {
    const engine = await bench.fake({ health: "broken" });
    const found = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(names(found)).toEqual(["tiny.en", "small"]);
    expect(engine.requests.map(({ path, file }) => [path, file])).toEqual([
      ["/health", undefined],
      ["/inference", undefined],
    ]);
  });

  it.each([
    { what: "a page", health: textReply("Not Found", 404), inference: textReply("Invalid request", 400) },
    {
      what: "no path for recordings",
      health: textReply("File Not Found (/health)", 404),
      inference: textReply("File Not Found (/inference)", 404),
    },
    {
      what: "an answer to nothing",
      health: textReply("File Not Found (/health)", 404),
      inference: textReply("{}", 200),
    },
  ])("of a server with $what fails with engine-unreadable", async ({ health, inference }) => {
    const engine = await bench.fake({ intercept: ({ path }) => (path === "/health" ? health : inference) });

    await expect(bench.adapterFor(engine.url).port.describe({}, noAbort)).rejects.toMatchObject({
      code: "engine-unreadable",
      backend: "whisper-npu",
    });
  });

  it("of an engine that is gone fails with engine-refused", async () => {
    const engine = await startFakeWhisper();
    await engine.close();

    await expect(bench.adapterFor(engine.url).port.describe({}, noAbort)).rejects.toMatchObject({
      code: "engine-refused",
    });
  });

  it("of an engine that answers nobody fails after 2 s while it has nothing of ours to do", async () => {
    const asked = deferred();
    const clock = new FakeClock();
    const engine = await bench.fake({
      intercept() {
        asked.resolve();
        return silence;
      },
    });
    const call = bench.adapterFor(engine.url, clock).port.describe({}, noAbort);
    const late = expect(call).rejects.toMatchObject({ code: "engine-timeout" });

    await asked.promise;
    await clock.advance(2000);

    await late;
    expect(clock.sleeping).toBe(0);
  });

  it("of an engine that is silent while it works for us is given: it is busy, and not dead", async () => {
    const asked = deferred();
    const clock = new FakeClock();
    const engine = await bench.fake({
      intercept({ path }) {
        if (path === "/health") asked.resolve();
        return silence;
      },
    });
    const adapter = bench.adapterFor(engine.url, clock);
    const caller = new AbortController();
    const work = outcomeOf(adapter, undefined, caller.signal);
    await engine.whenOpen(1);
    const call = adapter.port.describe({}, noAbort);

    await asked.promise;
    await clock.advance(2000);

    expect(names(await call)).toEqual(["tiny.en", "small"]);
    caller.abort();
    await work;
  });

  it("of an engine that fails while it works for us is not given", async () => {
    const engine = await bench.fake({
      intercept: ({ path }) => (path === "/health" ? textReply("broken", 500) : silence),
    });
    const adapter = bench.adapterFor(engine.url);
    const caller = new AbortController();
    const work = outcomeOf(adapter, undefined, caller.signal);
    await engine.whenOpen(1);

    await expect(adapter.port.describe({}, noAbort)).rejects.toMatchObject({ code: "engine-failed" });
    caller.abort();
    await work;
  });

  it("fails at once for an endpoint that is no URL", () => {
    const definition = Backend.fromPartial({ id: "a", endpoint: "localhost" });

    expect(() => createWhisperCppAdapter({ definition, clock: systemClock })).toThrow("Invalid URL");
  });
});
