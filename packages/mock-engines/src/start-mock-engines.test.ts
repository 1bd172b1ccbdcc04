import { request as httpRequest } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { ApiName } from "./api-name.js";
import { startMockEngines } from "./start-mock-engines.js";
import { exchange } from "./test-bench/exchange.js";
import { textRequest } from "./test-bench/requests.js";
import { createWorkbench } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("a mock engine", () => {
  it.each<{ api: ApiName; statuses: Readonly<Record<string, number>> }>([
    { api: "ollama", statuses: { "/api/tags": 200, "/health": 404, "/voices": 404 } },
    { api: "whisper", statuses: { "/api/tags": 404, "/health": 200, "/voices": 404 } },
    { api: "piper", statuses: { "/api/tags": 404, "/health": 404, "/voices": 200 } },
    { api: "all", statuses: { "/api/tags": 200, "/health": 200, "/voices": 200, "/": 200 } },
  ])("speaks the API that was asked for: $api", async ({ api, statuses }) => {
    const { url } = await bench.start({ api });

    for (const [path, status] of Object.entries(statuses)) expect((await exchange(url, { path })).status).toBe(status);
  });

  it("gives the same bytes for the same request, but for the date", async () => {
    const bodies: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { url } = await bench.start();
      bodies.push((await exchange(url, textRequest("mock:text"))).text);
    }

    expect(bodies[1]).toBe(bodies[0]);
  });

  it("answers many requests on one connection", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest("mock:text"));
    const { text } = await raw.came(({ isComplete }) => isComplete);
    raw.send({ ...textRequest("mock:text"), headers: { connection: "close" } });
    await raw.ended();

    expect(text).toMatch(/"done":true/u);
    expect(engine.counters()).toMatchObject({ connections: 1, endedOk: 2 });
  });

  it("has nothing to say to HEAD but its headers", async () => {
    const { url } = await bench.start();
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, { method: "HEAD", agent: false }, (response) => {
        resolve(response.resume().statusCode);
      })
        .on("error", reject)
        .end();
    });

    expect(status).toBe(200);
  });

  it("does not start on a port that is taken", async () => {
    const { url } = await bench.start();
    const port = Number(new URL(url).port);

    await expect(startMockEngines({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it.each([
    { options: { tokens: 0 }, message: "tokens must be a whole number from 1 to 1000000" },
    { options: { pace: { ttftMs: NaN } }, message: "pace: ttftMs must be a number from 0 to 3600000" },
  ])("does not start with $options", async ({ options, message }) => {
    await expect(startMockEngines(options)).rejects.toMatchObject({ code: "invalid-request", message });
  });

  it("replaces all faults by the one that is set, and refuses one that cannot be without changing anything", async () => {
    const engine = await bench.start();
    await engine.setFault({ fault: "http-500", path: "/api/tags" });
    await engine.setFault({ fault: "http-503" });
    await expect(engine.setFault({ fault: "cut", ms: 3 })).rejects.toMatchObject({ code: "invalid-request" });

    expect((await exchange(engine.url, { path: "/api/tags" })).status).toBe(200);
    expect((await exchange(engine.url, textRequest("mock:text"))).status).toBe(503);
  });

  it("ends everything when it is closed", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest("fault:endless"));
    await raw.came(({ chunks }) => chunks.length > 2);
    await engine.close();

    expect((await raw.ended()).end).not.toBe("open");
    expect(engine.counters()).toMatchObject({ open: 0, broken: 1 });
    await expect(fetch(engine.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  });
});
