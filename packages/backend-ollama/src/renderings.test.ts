import { GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import { afterEach, describe, expect, it } from "@jest/globals";
import { FakeClock } from "@compute-proxy/core/testing";
import { createRenderings } from "./renderings.js";
import { createWorkbench } from "./test-bench/workbench.js";
import { type FakeOllama, jsonReply } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const noAbort = { signal: new AbortController().signal };
const request = (rest: Parameters<typeof GenerateRequest.fromPartial>[0] = {}): GenerateRequest =>
  GenerateRequest.fromPartial({ model: "smollm2:135m", prompt: "Hi", continuable: true, ...rest });

type Ask = () => Promise<ReadonlyArray<NonNullable<GenerateResponse["part"]>>>;

/** A described adapter of a fake engine, and the parts of one answer of it. */
async function opened(options: Parameters<typeof bench.fake>[0] = {}): Promise<{ engine: FakeOllama; ask: Ask }> {
  const engine = await bench.fake(options);
  const { port } = bench.adapterFor(engine.url);
  await port.describe({}, noAbort);
  const ask: Ask = async () => {
    const parts = [];
    for await (const { part } of port.generate(request(), noAbort)) if (part) parts.push(part);
    return parts;
  };
  return { engine, ask };
}

const isRendering = (body: Readonly<Record<string, unknown>>): boolean => body["_debug_render_only"] === true;

describe("a generation that another backend may have to go on with", () => {
  it("begins with the rendered prompt and the digest of the model whose template it is", async () => {
    const { engine, ask } = await opened();
    const [begin, first] = await ask();

    expect(begin).toEqual({
      $case: "begin",
      value: {
        renderedPrompt: "<user>Hi<assistant>",
        templateDigest: expect.stringMatching(/^[0-9a-f]{64}$/u),
        tokenizerDigest: "",
        promptTokenIds: [],
      },
    });
    expect(first?.$case).toBe("delta");
    expect([engine.attempts(), engine.renderings.length]).toEqual([1, 1]);
  });

  it("needs no question for a prompt that is rendered already", async () => {
    const engine = await bench.fake();
    const { port } = bench.adapterFor(engine.url);
    await port.describe({}, noAbort);
    for await (const { part } of port.generate(request({ prompt: "<user>x", raw: true }), noAbort)) {
      expect(part).toMatchObject({ $case: "begin", value: { renderedPrompt: "<user>x" } });
      break;
    }

    expect(engine.renderings).toEqual([]);
  });

  it.each([
    { what: "fails", reply: jsonReply({ error: "boom" }, 500) },
    { what: "is answered with something else", reply: jsonReply(["_debug_info"]) },
    { what: "is answered with garbage", reply: { kind: "response", body: "\u0000}" } as const },
    { what: "ends with a broken connection", reply: { kind: "reset" } as const },
  ])("is answered as any other when the question $what", async ({ reply }) => {
    const { ask } = await opened({ intercept: ({ body }) => (isRendering(body) ? reply : undefined) });

    const parts = await ask();

    expect(parts.map((part) => (part.$case === "delta" ? part.value.text : `(${part.$case})`)).join("")).toBe(
      "This is fake.(end)",
    );
  });

  it("asks an engine once that writes text where it should render", async () => {
    const text = jsonReply({ model: "m", response: "Hel", done: true, done_reason: "length" });
    const { engine, ask } = await opened({ intercept: ({ body }) => (isRendering(body) ? text : undefined) });
    await ask();
    await ask();

    expect(engine.renderings).toHaveLength(1);
  });

  it("asks nothing while the model's digest is not known: nobody could use the answer", async () => {
    const engine = await bench.fake();
    const { port } = bench.adapterFor(engine.url);
    for await (const { part } of port.generate(request(), noAbort)) expect(part?.$case).not.toBe("begin");

    expect(engine.renderings).toEqual([]);
  });
});

describe("a question for a rendered prompt", () => {
  const call = { endpoint: "/api/generate", body: { prompt: "Hi" } } as const;

  it("is waited for a moment and no longer, and is left when the generation ends", async () => {
    const clock = new FakeClock();
    let asked: AbortSignal | undefined;
    const silent = (_path: string, _body: unknown, signal: AbortSignal): Promise<unknown> => {
      asked = signal;
      return new Promise(() => undefined);
    };
    const rendering = createRenderings({ json: silent }, clock, 100).ask(call, "digest", noAbort.signal);
    let told: unknown = "nothing yet";
    const telling = rendering.told().then((begin) => (told = begin));

    await clock.advance(99);
    expect(told).toBe("nothing yet");
    await clock.advance(1);
    await telling;
    rendering[Symbol.dispose]();

    expect([told, asked?.aborted, clock.sleeping]).toEqual([undefined, true, 0]);
  });
});
