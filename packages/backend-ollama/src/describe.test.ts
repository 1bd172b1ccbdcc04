import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { errorLine, reply } from "./test-bench/ollama-lines.js";
import { createWorkbench } from "./test-bench/workbench.js";
import type { FakeModel, FakeRequest } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());
const noAbort = { signal: new AbortController().signal };
const shows = (requests: readonly FakeRequest[]): unknown[] =>
  requests.filter(({ path }) => path === "/api/show").map(({ body }) => body["model"]);

describe("a description", () => {
  it("tells version, models by name, stage types and context length", async () => {
    const models = [
      { name: "b:1b", contextLength: 4096 },
      { name: "a:latest", capabilities: ["embedding"] },
    ];
    const engine = await bench.fake({ models, version: "0.24.1" });
    const found = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(found).toMatchObject({
      type: "ollama",
      engineVersion: "0.24.1",
      capabilities: ["text_generation", "embedding"],
      simulated: false,
    });
    expect(found.models).toMatchObject([
      { name: "a:latest", capabilities: ["embedding"], contextLength: 2048 },
      { name: "b:1b", capabilities: ["text_generation"], contextLength: 4096, family: "llama", quantization: "Q4_1" },
    ]);
  });

  it("asks about each model once, and again only for what is new", async () => {
    const models: FakeModel[] = [{ name: "a" }, { name: "b" }];
    const engine = await bench.fake({ models });
    const { port } = bench.adapterFor(engine.url);
    await port.describe({}, noAbort);
    await port.describe({}, noAbort);
    expect(shows(engine.requests)).toEqual(["a", "b"]);

    models.push({ name: "c" });
    await port.describe({}, noAbort);

    expect(shows(engine.requests)).toEqual(["a", "b", "c"]);
  });

  it("leaves out a model that the engine lists and cannot show", async () => {
    const intercept = ({ path, body }: FakeRequest) =>
      path === "/api/show" && body["model"] === "a" ? reply(errorLine("broken"), { status: 500 }) : undefined;
    const engine = await bench.fake({ models: [{ name: "a" }, { name: "b" }], intercept });
    const { models } = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(models.map(({ name }) => name)).toEqual(["b"]);
  });

  it("of an engine without models is empty", async () => {
    const engine = await bench.fake({
      intercept: ({ path }) => (path === "/api/tags" ? reply('{"models":null}') : undefined),
    });

    expect((await bench.adapterFor(engine.url).port.describe({}, noAbort)).models).toEqual([]);
  });

  it("leaves out nonsense, and does not call it 0", async () => {
    const tags = '{"models":[{"name":"a","size":-5,"digest":7}]}';
    const show = '{"capabilities":["completion",5,"tools"],"model_info":{"llama.context_length":"many"}}';
    const bodies = new Map([
      ["/api/tags", reply(tags)],
      ["/api/show", reply(show)],
    ]);
    const engine = await bench.fake({ intercept: ({ path }) => bodies.get(path) });
    const { models } = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(models).toMatchObject([
      { name: "a", digest: "", capabilities: ["text_generation"], family: "", quantization: "" },
    ]);
    expect([models[0]?.sizeBytes, models[0]?.contextLength]).toEqual([undefined, undefined]);
  });

  it("keeps a thousand models, and no word that is too long or not printable", async () => {
    const word = "x".repeat(129);
    const named = ["x".repeat(257), "forged\nline", ...Array.from({ length: 1500 }, (_, index) => `m${index}`)];
    const models = named.map((name) => ({ name, digest: word, details: { family: "a\u001b[31m" } }));
    const shown = { capabilities: ["completion", word], model_info: {} };
    const bodies = new Map([
      ["/api/version", reply(JSON.stringify({ version: `0.24\n${word}` }))],
      ["/api/tags", reply(JSON.stringify({ models }))],
      ["/api/show", reply(JSON.stringify(shown))],
    ]);
    const engine = await bench.fake({ intercept: ({ path }) => bodies.get(path) });
    const found = await bench.adapterFor(engine.url, new FakeClock()).port.describe({}, noAbort);

    expect(found.models).toHaveLength(998);
    expect(new Set(found.models.map(({ digest, family }) => digest + family))).toEqual(new Set([""]));
    expect(found.engineVersion).toMatch(/^0\.24\\u\{a\}x{1,128}\.\.\.$/u);
  });

  it.each([
    { what: "another program", body: "<html></html>", code: "engine-unreadable" },
    { what: "a list of the wrong shape", body: '{"models":{}}', code: "engine-unreadable" },
    { what: "a model without a name", body: '{"models":[{}]}', code: "engine-unreadable" },
    {
      what: "a list of more than 8 MiB",
      body: Array.from({ length: 9 }, () => " ".repeat(1024 * 1024)),
      code: "answer-too-large",
    },
  ])("of $what fails with $code", async ({ body, code }) => {
    const engine = await bench.fake({ intercept: ({ path }) => (path === "/api/tags" ? reply(body) : undefined) });

    await expect(bench.adapterFor(engine.url).port.describe({}, noAbort)).rejects.toMatchObject({
      code,
      backend: "ollama-npu",
    });
  });

  it("takes 2 s in all, however many requests it needs", async () => {
    const asked = deferred();
    const clock = new FakeClock();
    const engine = await bench.fake({
      intercept({ path }) {
        if (path !== "/api/show") return undefined;
        asked.resolve();
        return { kind: "silence" };
      },
    });
    const call = bench.adapterFor(engine.url, clock).port.describe({}, noAbort);
    const late = expect(call).rejects.toMatchObject({ code: "engine-timeout" });

    await asked.promise;
    await clock.advance(2000);

    await late;
    expect(clock.sleeping).toBe(0);
  });
});
