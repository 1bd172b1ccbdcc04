import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { asking, createWorkbench, outcomeOf } from "./test-bench/workbench.js";
import { type FakePiper, type FakeReply, type FakeVoice, replyWith } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());
const noAbort = { signal: new AbortController().signal };
const pathsOf = (engine: FakePiper): string[] => engine.requests.map(({ method, path }) => `${method} ${path}`);

describe("a voice", () => {
  it("that the engine does not list is refused with the names that it has, and no other voice speaks", async () => {
    const voices = Array.from({ length: 10 }, (_, index) => ({ name: `voice-${index}` }));
    const engine = await bench.fake({ voices });
    const { error } = await outcomeOf(bench.adapterFor(engine.url), asking({ model: "piper\n" }));

    expect(error).toMatchObject({ code: "engine-lacks-model", backend: "piper-npu" });
    expect(error?.message).toContain('no voice "piper\\u{a}"; it has "voice-0", "voice-1"');
    expect(error?.message).toContain("and 2 more");
    expect(engine.attempts()).toBe(0);
  });

  it("is listed once for many texts, and anew when the list is older than 30 s", async () => {
    const clock = new FakeClock();
    const engine = await bench.fake();
    const adapter = bench.adapterFor(engine.url, clock);
    for (let round = 0; round < 3; round += 1) await outcomeOf(adapter);
    expect(pathsOf(engine).filter((path) => path === "GET /voices")).toHaveLength(1);

    await clock.advance(30_001);
    await outcomeOf(adapter);

    expect(pathsOf(engine).filter((path) => path === "GET /voices")).toHaveLength(2);
  });

  it("is one of a thousand at most, with a name that a request can hold", async () => {
    const names = [
      "x".repeat(257),
      "forged\nline",
      "",
      ...Array.from({ length: 1500 }, (_, index) => `voice-${index}`),
    ];
    const engine = await bench.fake({ voices: names.map((name) => ({ name })) });
    const { models } = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(models).toHaveLength(1000);
    expect(models.filter(({ name }) => !name.startsWith("voice-"))).toEqual([]);
  });

  it("that came after the list was made is found", async () => {
    const voices: FakeVoice[] = [{ name: "old" }];
    const engine = await bench.fake({ voices });
    const adapter = bench.adapterFor(engine.url);
    await adapter.port.describe({}, noAbort);

    voices.push({ name: "new" });

    expect((await outcomeOf(adapter, asking({ model: "new" }))).error).toBeUndefined();
  });

  it("has its own rate in every frame", async () => {
    const engine = await bench.fake({ voices: [{ name: "joe" }, { name: "low", sampleRateHz: 16_000 }] });
    const { formats } = await outcomeOf(bench.adapterFor(engine.url), asking({ model: "low" }));

    expect([...formats]).toEqual(["audio/l16 16000 Hz, 1 ch"]);
  });

  it.each([
    { model: "one", speaker: 0, code: "invalid-request" },
    { model: "many", speaker: 3, code: "invalid-request" },
    { model: "many", speaker: 2, code: undefined },
  ])("$model with speaker $speaker: $code", async ({ model, speaker, code }) => {
    const engine = await bench.fake({ voices: [{ name: "one" }, { name: "many", speakers: 3 }] });
    const { error } = await outcomeOf(bench.adapterFor(engine.url), asking({ model, options: { speaker } }));

    expect(error?.code).toBe(code);
    expect(engine.attempts()).toBe(code === undefined ? 1 : 0);
  });

  it("with an impossible name, or a wrong request, is refused without asking the engine at all", async () => {
    const engine = await bench.fake();
    const adapter = bench.adapterFor(engine.url);
    const codes = [];
    for (const asked of [{ model: "x".repeat(257) }, { model: "" }, { text: "..." }, { options: { lengthScale: 9 } }])
      codes.push((await outcomeOf(adapter, asking(asked))).error?.code);

    expect(codes).toEqual(["engine-lacks-model", "invalid-request", "input-not-usable", "invalid-request"]);
    expect(engine.requests).toEqual([]);
  });
});

describe("an older engine", () => {
  it("speaks at / where /synthesize is not there, and is asked there first from then on", async () => {
    const engine = await bench.fake({ speaksAt: "/" });
    const adapter = bench.adapterFor(engine.url);
    const outcomes = [await outcomeOf(adapter), await outcomeOf(adapter)];

    expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(pathsOf(engine)).toEqual(["GET /voices", "POST /synthesize", "POST /", "POST /"]);
  });

  it("that was replaced by a newer one is found again", async () => {
    const options: { speaksAt: "/" | "/synthesize" } = { speaksAt: "/" };
    const engine = await bench.fake(options);
    const adapter = bench.adapterFor(engine.url);
    await outcomeOf(adapter);

    options.speaksAt = "/synthesize";

    expect((await outcomeOf(adapter)).error).toBeUndefined();
  });

  it.each([
    { lacks: ["/voices"] as const, asked: "en_US-joe-medium", code: undefined },
    { lacks: ["/voices"] as const, asked: "configured", code: undefined },
    { lacks: ["/voices"] as const, asked: "other", code: "engine-lacks-model" },
    { lacks: ["/voices", "/info"] as const, asked: "configured", code: undefined },
    { lacks: ["/voices", "/info"] as const, asked: "other", code: "engine-lacks-model" },
  ])("without $lacks speaks as its own and the configured voices only: $asked", async ({ lacks, asked, code }) => {
    const engine = await bench.fake({ lacks });
    const adapter = bench.adapterFor(engine.url, undefined, { preferred: ["configured"] });

    expect((await outcomeOf(adapter, asking({ model: asked }))).error?.code).toBe(code);
    expect(engine.attempts()).toBe(code === undefined ? 1 : 0);
  });

  it("without either path is no Piper", async () => {
    const engine = await bench.fake({ answer: () => replyWith("", { status: 405 }) });

    expect((await outcomeOf(bench.adapterFor(engine.url))).error).toMatchObject({
      code: "engine-unreadable",
      message: expect.stringContaining("is this a Piper server?"),
    });
  });
});

describe("a description", () => {
  it("names the voices in order, and what they can do", async () => {
    const engine = await bench.fake({ voices: [{ name: "b" }, { name: "a" }] });
    const found = await bench.adapterFor(engine.url).port.describe({}, noAbort);

    expect(found).toMatchObject({
      type: "piper",
      engineVersion: "",
      capabilities: ["text_to_audio"],
      simulated: false,
    });
    expect(found.models).toMatchObject([
      { name: "a", capabilities: ["text_to_audio"] },
      { name: "b", capabilities: ["text_to_audio"] },
    ]);
  });

  it("of an engine without a list names its own voice, and nothing that others said", async () => {
    const engine = await bench.fake({ lacks: ["/voices"] });
    const adapter = bench.adapterFor(engine.url);
    await outcomeOf(adapter, asking({ text: "the secret of another" }));
    const found = await adapter.port.describe({}, noAbort);

    expect(found.models.map(({ name }) => name)).toEqual(["en_US-joe-medium"]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  it("never asks for what reaches out to a hub", async () => {
    const engine = await bench.fake({ lacks: ["/voices", "/info"] });
    const adapter = bench.adapterFor(engine.url, undefined, { preferred: ["configured"] });
    await adapter.port.describe({}, noAbort);
    await outcomeOf(adapter, asking({ model: "configured" }));

    expect(new Set(pathsOf(engine))).toEqual(new Set(["GET /voices", "GET /info", "POST /synthesize"]));
  });

  const json = (body: string): FakeReply => replyWith(body);
  it.each([
    { what: "another program", reply: json("<html></html>"), code: "engine-unreadable" },
    { what: "a list of the wrong shape", reply: json("[]"), code: "engine-unreadable" },
    { what: "a voice of the wrong shape", reply: json('{"a":5}'), code: "engine-unreadable" },
    { what: "no voice", reply: json("{}"), code: "engine-unreadable" },
    { what: "an engine that fails", reply: replyWith("", { status: 500 }), code: "engine-failed" },
    {
      what: "a list of more than 8 MiB",
      reply: replyWith(Array.from({ length: 9 }, () => " ".repeat(1024 * 1024))),
      code: "answer-too-large",
    },
  ])("of $what fails with $code", async ({ reply, code }) => {
    const engine = await bench.fake({ intercept: ({ path }) => (path === "/voices" ? reply : undefined) });

    await expect(bench.adapterFor(engine.url).port.describe({}, noAbort)).rejects.toMatchObject({
      code,
      backend: "piper-npu",
    });
  });

  it("of neither list nor information fails: anything may be there", async () => {
    const engine = await bench.fake({ lacks: ["/voices", "/info"] });

    await expect(bench.adapterFor(engine.url).port.describe({}, noAbort)).rejects.toMatchObject({
      code: "engine-unreadable",
    });
  });

  it("takes nonsense for unknown: a rate of -1 is not compared, a count of none is not believed", async () => {
    const reply = json('{"en_US-joe-medium":{"audio":{"sample_rate":-1},"num_speakers":"two"}}');
    const engine = await bench.fake({ intercept: ({ path }) => (path === "/voices" ? reply : undefined) });
    const adapter = bench.adapterFor(engine.url);

    expect((await outcomeOf(adapter)).error).toBeUndefined();
    expect((await outcomeOf(adapter, asking({ options: { speaker: 0 } }))).error?.code).toBe("invalid-request");
  });
});
