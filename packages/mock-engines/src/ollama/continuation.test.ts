import { afterEach, describe, expect, it } from "@jest/globals";
import type { MockEngine } from "../start-mock-engines.js";
import { exchange } from "../test-bench/exchange.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const full = "turns light turns cold bread or";
const user = { role: "user", content: "Hi" };
const start = (): Promise<MockEngine> => bench.start({ tokens: 6 });

async function ask({ url }: MockEngine, path: string, body: object, model = "mock:text") {
  const request = { path, body: JSON.stringify({ model, ...body }) };
  return linesOf((await exchange(url, request)).text);
}

/** The text behind `begun`, by each way to give it. */
async function restOf(engine: MockEngine, begun: string, model?: string, options = {}): Promise<readonly string[]> {
  const raw = await ask(
    engine,
    "/api/generate",
    { prompt: `<|user|>Hi<|assistant|>${begun}`, raw: true, options },
    model,
  );
  const messages = [user, { role: "assistant", content: begun }];
  const chat = await ask(engine, "/api/chat", { messages, options }, model);
  return [
    raw.map(({ response }) => response).join(""),
    chat.map(({ message }) => String(Reflect.get(Object(message), "content"))).join(""),
  ];
}

describe("a begun answer", () => {
  it("is gone on with exactly, wherever it was cut, raw and as the assistant's last message", async () => {
    const engine = await start();

    for (let cut = 1; cut < full.length; cut += 1) {
      expect(await restOf(engine, full.slice(0, cut))).toEqual([full.slice(cut), full.slice(cut)]);
    }
  });

  it("is cut by the limit of the request", async () => {
    expect(await restOf(await start(), "turns light", "mock:text", { num_predict: 2 })).toEqual([
      " turns cold",
      " turns cold",
    ]);
  });

  it("is not gone on with where it is not the engine's own", async () => {
    expect(await restOf(await start(), "Bonjour")).toEqual([full, full]);
  });

  it("is not looked at by a model that ignores it", async () => {
    expect(await restOf(await start(), "turns light", "fault:ignore-begun")).toEqual([full, full]);
  });

  it.each([
    { begun: "turns light", rest: " turns cold bread or" },
    { begun: "turns light ", rest: " turns cold bread or" },
    { begun: "turns light tu", rest: " cold bread or" },
  ])("is gone on with only where a token ends by a model that has trouble there: $begun|", async ({ begun, rest }) => {
    expect(await restOf(await start(), begun, "fault:token-boundaries")).toEqual([rest, rest]);
  });
});

describe("_debug_render_only", () => {
  it.each([
    { path: "/api/generate", body: { prompt: "Hi" }, rendered: "<|user|>Hi<|assistant|>" },
    { path: "/api/generate", body: { prompt: "<x>Hi", raw: true }, rendered: "<x>Hi" },
    { path: "/api/chat", body: { messages: [user] }, rendered: "<|user|>Hi<|assistant|>" },
    {
      path: "/api/chat",
      body: { messages: [user, { role: "assistant", content: "tu" }] },
      rendered: "<|user|>Hi<|assistant|>tu",
    },
  ])("tells the prompt of $path $body as the model reads it, and is no attempt", async ({ path, body, rendered }) => {
    const engine = await start();
    const [record] = await ask(engine, path, { ...body, _debug_render_only: true }, "fault:http-500");

    expect(record).toMatchObject({ done: false, _debug_info: { rendered_template: rendered } });
    expect(engine.counters()).toMatchObject({ attempts: 0 });
  });

  it("is an attempt where a prompt only speaks of it", async () => {
    const engine = await start();
    await ask(engine, "/api/generate", { prompt: '{"_debug_render_only":true}' });

    expect(engine.counters()).toMatchObject({ attempts: 1 });
  });
});
