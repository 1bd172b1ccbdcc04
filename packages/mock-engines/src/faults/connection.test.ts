import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange, type Seen } from "../test-bench/exchange.js";
import { embedRequest, speechRequest, textRequest } from "../test-bench/requests.js";
import { until } from "../test-bench/until.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";
import type { connectionFaults } from "./connection.js";
import type { FaultName } from "./faults.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

type Row = Partial<Omit<Seen, "chunks" | "headers">> & { readonly headers?: object; readonly records?: number };

/** Faults that end by themselves, and what a client sees of each. Those that wait are below, each with a clock. */
const rows: Readonly<Record<Exclude<keyof typeof connectionFaults, Waiting>, Row>> = {
  reset: { status: NaN, end: "reset" },
  close: { status: NaN, end: "closed" },
  "reset-in-stream": { status: 200, records: 2, isComplete: false, end: "reset" },
  cut: { status: 200, records: 2, isComplete: false, end: "closed" },
  "huge-header": {
    status: 200,
    records: 5,
    isComplete: true,
    headers: expect.objectContaining({ "x-huge": "h".repeat(200 * 1024) }),
  },
  redirect: { status: 307, text: "", headers: expect.objectContaining({ location: "http://127.0.0.1:9/" }) },
  "http-1.0": {
    version: "HTTP/1.0",
    status: 200,
    records: 5,
    headers: { "content-type": "application/x-ndjson" },
    end: "closed",
  },
};

type Waiting =
  | "refuse"
  | "flap"
  | "flap-requests"
  | "hang"
  | "headers-only"
  | "stall"
  | "drip-headers"
  | "drip-body"
  | "stale-connection";

describe("a fault of the connection", () => {
  it.each(Object.entries(rows))("%s", async (name, { records, ...expected }) => {
    const { url } = await bench.start();
    const seen = await exchange(url, textRequest(`fault:${name}`));

    expect(seen).toMatchObject(expected);
    expect(records === undefined || linesOf(seen.text).length === records).toBe(true);
  });

  it.each<{ fault: string; request: ReturnType<typeof textRequest> }>([
    { fault: "cut?after=4", request: embedRequest("fault:cut?after=4") },
    { fault: "cut?after=4", request: speechRequest("fault:cut?after=4") },
    { fault: "cut?after=4", request: textRequest("fault:cut?after=4", { stream: false }) },
  ])("cuts a body that is no stream at $fault eighths: $request.path", async ({ request }) => {
    const { url } = await bench.start();
    const seen = await exchange(url, request);

    expect(seen).toMatchObject({ status: 200, isComplete: false, end: "closed" });
    expect(seen.chunks[0]?.length).toBe(4 * Math.ceil(Number(seen.headers["content-length"]) / 8));
  });

  it.each([
    { after: 0, records: 0 },
    { after: 1, records: 1 },
    { after: 99, records: 4 },
  ])("sends $after records, and never all of them: cut?after=$after", async ({ after, records }) => {
    const { url } = await bench.start();
    const seen = await exchange(url, textRequest(`fault:cut?after=${after}`));

    expect(seen).toMatchObject({ status: 200, isComplete: false });
    expect(linesOf(seen.text)).toHaveLength(records);
  });

  it("goes to the address that is given: redirect?to=", async () => {
    const { url } = await bench.start();
    const { headers } = await exchange(url, textRequest("fault:redirect?to=http%3A%2F%2F127.0.0.1%3A81%2Fx"));

    expect(headers["location"]).toBe("http://127.0.0.1:81/x");
  });

  it.each<{ fault: FaultName; status: number; text: string | RegExp }>([
    { fault: "hang", status: NaN, text: /^$/u },
    { fault: "headers-only", status: 200, text: /^$/u },
    { fault: "stall", status: 200, text: /^[^\n]+\n[^\n]+\n$/u },
  ])("says nothing more, until the client leaves: $fault", async ({ fault, status, text }) => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest(`fault:${fault}`));
    await engine.whenOpen(1);
    await raw.came((seen) => Object.is(seen.status, status) && RegExp(text).test(seen.text));
    await exchange(engine.url, { path: "/api/version" });

    expect(raw.seen()).toMatchObject({ status, text: expect.stringMatching(text), isComplete: false, end: "open" });
    raw.socket.destroy();
    await engine.whenOpen(0);
    expect(engine.counters()).toMatchObject({ attempts: 1, clientLeft: 1, endedOk: 0, broken: 0 });
  });

  it.each(["hang", "stall"] as const)("goes on after the time that is given: %s", async (fault) => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock });
    const raw = bench.connect(engine);
    raw.send({ ...textRequest(`fault:${fault}?ms=500`), headers: { connection: "close" } });
    await until(() => clock.sleeping === 1);
    await clock.advance(499);
    expect(raw.seen().isComplete).toBe(false);
    await clock.advance(1);
    const seen = await raw.ended();

    expect(seen.isComplete).toBe(true);
    expect(linesOf(seen.text)).toMatchObject([{}, {}, {}, {}, { done: true }]);
    expect(engine.counters()).toMatchObject({ endedOk: 1 });
  });

  it.each([
    { fault: "drip-headers", status: NaN, sizes: [0] },
    { fault: "drip-body", status: 200, sizes: [1] },
  ])("comes byte by byte, and whole: $fault", async ({ fault, status, sizes }) => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock });
    const raw = bench.connect(engine);
    const request = textRequest(`fault:${fault}?ms=7`, { options: { num_predict: 1 } });
    raw.send({ ...request, headers: { connection: "close" } });
    const step = async (): Promise<void> => {
      await until(() => clock.sleeping === 1 || raw.seen().end !== "open");
      await clock.advance(7);
    };
    for (let steps = 0; steps < 60; steps += 1) await step();
    await raw.came((seen) => Object.is(seen.status, status));
    const { chunks, ...middle } = raw.seen();
    expect(middle).toMatchObject({ status, isComplete: false, end: "open" });
    expect([...new Set(chunks.map(({ length }) => length))]).toEqual(sizes);
    while (raw.seen().end === "open") await step();
    const seen = await raw.ended();

    expect(seen).toMatchObject({ status: 200, isComplete: true, end: "closed" });
    expect(linesOf(seen.text)).toMatchObject([{ done: false }, { done: true }]);
    expect(clock.now()).toBeGreaterThan(90 * 7);
  });

  it("is up for so many requests and down for so many: flap-requests", async () => {
    const { url } = await bench.start();
    const ends: string[] = [];
    for (let call = 0; call < 6; call += 1)
      ends.push((await exchange(url, textRequest("fault:flap-requests?requests=2"))).end);

    expect(ends).toEqual(["closed", "closed", "reset", "reset", "closed", "closed"]);
  });

  it("closes a connection when it is used again: stale-connection", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest("fault:stale-connection"));
    expect(await raw.came(({ isComplete }) => isComplete)).toMatchObject({ status: 200, end: "open" });
    raw.send(textRequest("mock:text"));
    const { end } = await raw.ended();

    expect(end).not.toBe("open");
    expect(engine.counters()).toMatchObject({ requests: { "/api/generate": 2 }, attempts: 1, endedOk: 1 });
  });

  it("closes the port and its connections for a time: refuse", async () => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock });
    const raw = bench.connect(engine);
    raw.send(textRequest("fault:hang"));
    await engine.whenOpen(1);
    await engine.setFault({ fault: "refuse", ms: 300 });

    expect(await raw.ended()).toMatchObject({ end: expect.not.stringMatching("open") });
    expect(engine.counters()).toMatchObject({ attempts: 1, broken: 1, open: 0 });
    await expect(fetch(engine.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await clock.advance(300);
    await until(() => isUp(engine.url));
  });

  it("closes and opens the port until the fault is taken back: flap", async () => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock });
    await engine.setFault({ fault: "flap", ms: 100 });
    for (let round = 0; round < 2; round += 1) {
      expect(await isUp(engine.url)).toBe(false);
      await clock.advance(100);
      await until(() => clock.sleeping === 1);
      expect(await isUp(engine.url)).toBe(true);
      await clock.advance(100);
      await until(() => clock.sleeping === 1);
    }
    await engine.setFault(undefined);

    expect(await isUp(engine.url)).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});

async function isUp(url: string): Promise<boolean> {
  return Number.isInteger((await exchange(url, { path: "/" })).status);
}
