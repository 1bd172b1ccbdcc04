import { afterEach, describe, expect, it } from "@jest/globals";
import type { MockEngine } from "../start-mock-engines.js";
import { exchange, type Seen } from "../test-bench/exchange.js";
import { textRequest } from "../test-bench/requests.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

async function control(
  { url }: MockEngine,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const { status, text } = await exchange(url, { method, path: `/__mock/${path}`, ...sent });
  return { status, body: JSON.parse(text) as unknown };
}

const ask = (engine: MockEngine): Promise<Seen> => exchange(engine.url, textRequest("mock:text"));

describe("the control endpoint", () => {
  it("sets a fault for all work until it is taken back", async () => {
    const engine = await bench.start();
    expect(await control(engine, "POST", "faults", { fault: "http-503" })).toEqual({
      status: 200,
      body: { faults: [{ fault: "http-503" }] },
    });

    expect([(await ask(engine)).status, (await ask(engine)).status]).toEqual([503, 503]);
    expect((await exchange(engine.url, { path: "/api/tags" })).status).toBe(200);
    expect(await control(engine, "DELETE", "faults")).toEqual({ status: 200, body: { faults: [] } });
    expect((await ask(engine)).status).toBe(200);
  });

  it("sets a fault for so many requests", async () => {
    const engine = await bench.start();
    await control(engine, "POST", "faults", { fault: "cut", after: 1, times: 2 });
    const ends = [await ask(engine), await ask(engine), await ask(engine)].map(({ isComplete }) => isComplete);

    expect(ends).toEqual([false, false, true]);
  });

  it.each([
    { path: "/api/tags", statuses: { "/api/tags": 500, "/api/version": 200 } },
    { path: "*", statuses: { "/api/tags": 500, "/api/version": 500 } },
  ])("sets a fault for $path only", async ({ path, statuses }) => {
    const engine = await bench.start();
    await control(engine, "POST", "faults", { fault: "http-500", path });

    for (const [asked, status] of Object.entries(statuses))
      expect((await exchange(engine.url, { path: asked })).status).toBe(status);
    expect((await ask(engine)).status).toBe(path === "*" ? 500 : 200);
  });

  it("lets tokens out one by one, and all of them when the gate is opened", async () => {
    const engine = await bench.start();
    expect(await control(engine, "GET", "tokens")).toEqual({ status: 200, body: { allowed: null } });
    expect(await control(engine, "POST", "tokens", { allow: 2 })).toEqual({ status: 200, body: { allowed: 2 } });
    const raw = bench.connect(engine);
    raw.send(textRequest("mock:text"));
    await raw.came(({ text }) => linesOf(text).length === 2);
    expect(await control(engine, "GET", "tokens")).toEqual({ status: 200, body: { allowed: 0 } });
    expect(await control(engine, "POST", "tokens", { allow: -1 })).toMatchObject({ status: 400 });
    await control(engine, "DELETE", "tokens");

    expect(linesOf((await raw.came(({ isComplete }) => isComplete)).text)).toHaveLength(5);
  });

  it("keeps one fault a path, the last one", async () => {
    const engine = await bench.start();
    await control(engine, "POST", "faults", { fault: "reset" });
    await control(engine, "POST", "faults", { fault: "hang", ms: 5, path: "/api/chat", times: 3 });
    await control(engine, "POST", "faults", { fault: "http-429", seconds: 9 });

    expect(await control(engine, "GET", "faults")).toEqual({
      status: 200,
      body: {
        faults: [
          { fault: "http-429", seconds: 9 },
          { fault: "hang", ms: 5, times: 3, path: "/api/chat" },
        ],
      },
    });
  });

  it("closes the port when it has answered", async () => {
    const engine = await bench.start();

    expect((await control(engine, "POST", "faults", { fault: "refuse", ms: 60_000 })).status).toBe(200);
    await expect(fetch(engine.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await engine.setFault(undefined);
    expect((await ask(engine)).status).toBe(200);
  });

  it.each([
    [{ fault: "rest" }, 'there is no fault "rest" (did you mean "reset"?); `mock-engines faults` lists them'],
    [{ fault: "toString" }, 'there is no fault "toString"; `mock-engines faults` lists them'],
    [{}, 'a fault has a name, as in {"fault": "reset"}'],
    [{ fault: "reset", after: 1 }, 'fault "reset" has no parameter "after"; it has none'],
    [{ fault: "cut", ms: 1 }, 'fault "cut" has no parameter "ms"; it has after'],
    [{ fault: "cut", after: -1 }, "after must be a whole number from 0 to 86400000"],
    [{ fault: "cut", times: "2" }, "times must be a whole number from 0 to 86400000"],
    [{ fault: "cut", path: "api" }, 'path must begin with "/", or be "*" for every path'],
    [{ fault: "redirect", to: "http://a\r\nb" }, "to must be a URL"],
    [{ fault: "refuse", times: 1 }, 'fault "refuse" is one of the whole port: it has no path and no times'],
    [[], "the body must be a JSON object"],
  ])("refuses %j", async (body, error) => {
    const engine = await bench.start();

    expect(await control(engine, "POST", "faults", body)).toEqual({ status: 400, body: { error } });
    expect((await ask(engine)).status).toBe(200);
  });

  it("tells the counters, and resets them", async () => {
    const engine = await bench.start();
    await ask(engine);
    const zero = {
      attempts: 0,
      open: 0,
      most_open: 0,
      ended_ok: 0,
      client_left: 0,
      broken: 0,
      bytes: 0,
      connections: 0,
    };

    expect(await control(engine, "GET", "counters")).toMatchObject({
      body: {
        ...zero,
        requests: { "/api/generate": 1 },
        attempts: 1,
        most_open: 1,
        ended_ok: 1,
        bytes: expect.any(Number),
        connections: 2,
      },
    });
    expect(await control(engine, "DELETE", "counters")).toEqual({ status: 200, body: { ...zero, requests: {} } });
  });

  it("changes the pace, name by name", async () => {
    const engine = await bench.start({ pace: { ttftMs: 5 } });

    expect(await control(engine, "POST", "pace", { tokens_per_second: 500 })).toEqual({
      status: 200,
      body: { ttft_ms: 5, tokens_per_second: 500, tokens_per_write: 0, jitter: 0 },
    });
    expect(await control(engine, "POST", "pace", { tokens: 1 })).toEqual({
      status: 400,
      body: { error: 'pace has no "tokens"; it has ttft_ms, tokens_per_second, tokens_per_write, jitter' },
    });
    expect(await control(engine, "POST", "pace", { jitter: 2 })).toEqual({
      status: 400,
      body: { error: "pace: jitter must be a number from 0 to 1" },
    });
    expect(await control(engine, "GET", "pace")).toMatchObject({ body: { tokens_per_second: 500, jitter: 0 } });
  });

  it("says what there is", async () => {
    const engine = await bench.start();

    expect(await control(engine, "POST", "counters", {})).toEqual({
      status: 404,
      body: { error: "no POST /__mock/counters; there are faults, counters, pace and tokens" },
    });
  });
});
