import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { embedRequest, speechRequest, textRequest, transcriptRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";
import type { statusFaults } from "./status.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const rows: Readonly<Record<keyof typeof statusFaults, { readonly status: number; readonly error: string }>> = {
  "http-400": { status: 400, error: "invalid options" },
  "http-401": { status: 401, error: "unauthorized" },
  "http-403": { status: 403, error: "forbidden" },
  "http-404": { status: 404, error: "model 'fault:http-404' not found" },
  "http-429": { status: 429, error: "too many requests" },
  "http-500": { status: 500, error: "llama runner process has terminated: exit status 2" },
  "http-502": { status: 502, error: "bad gateway" },
  "http-503": { status: 503, error: "service unavailable" },
  "http-504": { status: 504, error: "gateway timeout" },
  busy: { status: 503, error: "server busy, please try again.  maximum pending requests exceeded" },
};

describe("a fault that is a status", () => {
  it.each(Object.entries(rows))("%s", async (name, { status, error }) => {
    const engine = await bench.start();
    const seen = await exchange(engine.url, textRequest(`fault:${name}`));

    expect(seen).toMatchObject({ status, text: JSON.stringify({ error }), isComplete: true });
    expect(engine.counters()).toMatchObject({ attempts: 1, endedOk: 1 });
  });

  it.each([
    { fault: "http-429", after: "1" },
    { fault: "http-429?seconds=30", after: "30" },
    { fault: "http-503", after: undefined },
  ])("says when to come again only with 429: $fault", async ({ fault, after }) => {
    const { url } = await bench.start();

    expect((await exchange(url, textRequest(`fault:${fault}`))).headers["retry-after"]).toBe(after);
  });

  it.each([
    { what: "an embedding", request: embedRequest("mock:embed") },
    { what: "a recording", request: transcriptRequest() },
    { what: "speech", request: speechRequest("any") },
  ])("is set for $what as for text", async ({ request }) => {
    const engine = await bench.start();
    await engine.setFault({ fault: "http-502" });

    expect((await exchange(engine.url, request)).status).toBe(502);
  });
});
