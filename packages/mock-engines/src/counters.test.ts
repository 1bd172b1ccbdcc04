import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "./test-bench/exchange.js";
import { embedRequest, speechRequest, textRequest, transcriptRequest } from "./test-bench/requests.js";
import { createWorkbench } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("the counters of an engine", () => {
  it("count attempts of all kinds and no others, and every request by its path", async () => {
    const engine = await bench.start();
    const work = [textRequest("mock:text"), embedRequest("mock:embed"), transcriptRequest(), speechRequest("any")];
    const rest = ["/api/tags", "/health", "/voices", "/nowhere?x=1", "/__mock/counters"].map((path) => ({ path }));
    const seen = await Promise.all([...work, ...rest].map((request) => exchange(engine.url, request)));
    const bodies = seen.slice(0, -1).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

    expect(engine.counters()).toMatchObject({
      requests: {
        "/api/generate": 1,
        "/api/embed": 1,
        "/inference": 1,
        "/synthesize": 1,
        "/api/tags": 1,
        "/health": 1,
        "/voices": 1,
        "/nowhere": 1,
      },
      attempts: 4,
      open: 0,
      endedOk: 4,
      clientLeft: 0,
      broken: 0,
      connections: 9,
    });
    expect(engine.counters().requests).not.toHaveProperty("/__mock/counters");
    expect(engine.counters().bytes).toBeGreaterThan(bodies / 2);
  });

  it("count what a client did not wait for as left, and what a fault broke as broken", async () => {
    const engine = await bench.start();
    const callers = Array.from({ length: 5 }, () => {
      const raw = bench.connect(engine);
      raw.send(textRequest("fault:hang"));
      return raw;
    });
    await engine.whenOpen(5);
    for (const model of ["fault:cut", "fault:reset", "mock:text"]) await exchange(engine.url, textRequest(model));
    for (const caller of callers.slice(0, 3)) caller.socket.destroy();
    await engine.whenOpen(2);

    expect(engine.counters()).toMatchObject({
      attempts: 8,
      open: 2,
      mostOpen: 6,
      endedOk: 1,
      clientLeft: 3,
      broken: 2,
    });
  });

  it("count a client that aborts its fetch in mid-stream, once", async () => {
    const engine = await bench.start();
    const caller = new AbortController();
    const { body } = textRequest("fault:endless");
    const response = await fetch(`${engine.url}/api/generate`, {
      method: "POST",
      body: String(body),
      signal: caller.signal,
    });
    await engine.whenOpen(1);
    caller.abort();
    await engine.whenOpen(0);

    expect(response.status).toBe(200);
    expect(engine.counters()).toMatchObject({ attempts: 1, open: 0, clientLeft: 1, endedOk: 0 });
  });

  it("do not take for an attempt what never came whole", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.socket.write("POST /api/generate HTTP/1.1\r\nhost: mock\r\ncontent-length: 100\r\n\r\n{");
    await exchange(engine.url, { path: "/" });
    raw.socket.destroy();
    await raw.ended();

    expect(engine.counters()).toMatchObject({ requests: { "/api/generate": 1 }, attempts: 0, clientLeft: 0 });
  });

  it("begin anew when they are reset, but for what is open", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest("fault:hang"));
    await engine.whenOpen(1);
    await exchange(engine.url, textRequest("mock:text"));
    engine.resetCounters();

    expect(engine.counters()).toEqual({
      requests: {},
      attempts: 1,
      open: 1,
      mostOpen: 1,
      endedOk: 0,
      clientLeft: 0,
      broken: 0,
      bytes: 0,
      connections: 0,
    });
  });
});
