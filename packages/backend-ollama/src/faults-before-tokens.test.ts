import { gzipSync } from "node:zlib";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { afterEach, describe, expect, it } from "@jest/globals";
import { errorLine, jsonLine, reply, textLine } from "./test-bench/ollama-lines.js";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";
import { type FakeAnswer, startFakeOllama } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("before the first token", () => {
  const rows: ReadonlyArray<{ row: string; answer: FakeAnswer; code: string; says?: string; failOver: boolean }> = [
    { row: "8: reset before headers", answer: { kind: "reset" }, code: "engine-reset", failOver: true },
    {
      row: "14: 200 with an error only",
      answer: reply(errorLine("out of memory")),
      code: "engine-failed",
      says: '"out of memory"',
      failOver: true,
    },
    {
      row: "15: 500",
      answer: reply(errorLine("boom"), { status: 500 }),
      code: "engine-failed",
      says: 'HTTP 500, "boom"',
      failOver: true,
    },
    {
      row: "16: 502 with a page",
      answer: reply("<html>secret</html>", { status: 502 }),
      code: "engine-failed",
      says: "HTTP 502",
      failOver: true,
    },
    { row: "16: 504", answer: reply("", { status: 504 }), code: "engine-failed", failOver: true },
    { row: "16: 503", answer: reply("", { status: 503 }), code: "engine-failed", failOver: true },
    {
      row: "17: 503, queue full",
      answer: reply(errorLine("server busy"), { status: 503 }),
      code: "engine-busy",
      says: "queue is full",
      failOver: true,
    },
    {
      row: "18: 429",
      answer: reply("", { status: 429, headers: { "retry-after": "3" } }),
      code: "engine-busy",
      failOver: true,
    },
    {
      row: "19: 400",
      answer: reply(errorLine("unexpected EOF"), { status: 400 }),
      code: "engine-rejected",
      failOver: false,
    },
    { row: "20: 401", answer: reply("", { status: 401 }), code: "engine-credentials", failOver: true },
    { row: "20: 403, foreign host", answer: reply("", { status: 403 }), code: "engine-credentials", failOver: true },
    {
      row: "21: 404, no such model",
      answer: reply(errorLine("model 'x' not found"), { status: 404 }),
      code: "engine-lacks-model",
      failOver: true,
    },
    {
      row: "404 of another program",
      answer: reply("404 page not found", { status: 404 }),
      code: "engine-unreadable",
      failOver: true,
    },
    {
      row: "22: HTML with 200",
      answer: reply("<html><b>secret</b></html>"),
      code: "engine-unreadable",
      failOver: true,
    },
    { row: "24: garbage bytes", answer: reply("\u0000\u001b[31m\n"), code: "engine-unreadable", failOver: true },
    { row: "26: an array", answer: reply("[]\n"), code: "engine-unreadable", failOver: true },
    { row: "26: null", answer: reply("null\n"), code: "engine-unreadable", failOver: true },
    { row: "26: a number", answer: reply("5\n"), code: "engine-unreadable", failOver: true },
    { row: "27: text of the wrong type", answer: reply(textLine(5)), code: "engine-unreadable", failOver: true },
    { row: "27: no text", answer: reply(jsonLine({ done: false })), code: "engine-unreadable", failOver: true },
    {
      row: "27: done of the wrong type",
      answer: reply(jsonLine({ response: "a", done: "no" })),
      code: "engine-unreadable",
      failOver: true,
    },
    { row: "nothing at all", answer: reply(""), code: "no-final-record", failOver: true },
    { row: "204", answer: reply("", { status: 204 }), code: "engine-unreadable", failOver: true },
    {
      row: "31: gzip that nobody asked for",
      answer: reply([gzipSync(Buffer.alloc(1_000_000))], { headers: { "content-encoding": "gzip" } }),
      code: "engine-unreadable",
      says: "compressed its answer",
      failOver: true,
    },
    {
      row: "32: header of 200 kB",
      answer: reply("", { headers: { "x-long": "x".repeat(200_000) } }),
      code: "engine-unreadable",
      failOver: true,
    },
    {
      row: "37: redirect",
      answer: reply("", { status: 307, headers: { location: "http://127.0.0.1:1/" } }),
      code: "engine-redirected",
      failOver: true,
    },
  ];
  it.each(rows)("$row is $code", async ({ answer, code, says, failOver }) => {
    const { error: found, text } = await bench.outcomeWith(answer);

    expect(found).toMatchObject({ code, backend: "ollama-npu", canFailOver: failOver });
    expect(found?.message).toContain(says ?? 'backend "ollama-npu"');
    // Nothing of a page, and no character that could forge a line of a log.
    expect(found?.message).not.toMatch(/secret|[\p{C}]/u);
    expect(text).toBe("");
  });

  it.each([
    { header: "3", ms: 3000 },
    { header: "999999999", ms: 3_600_000 },
    { header: "soon", ms: undefined },
  ])("waits as Retry-After '$header' says", async ({ header, ms }) => {
    const { error: found } = await bench.outcomeWith(reply("", { status: 503, headers: { "retry-after": header } }));

    expect(found?.retryAfterMs).toBe(ms);
  });

  it("1: a refused connection is engine-refused", async () => {
    const engine = await startFakeOllama();
    await engine.close();

    expect((await outcomeOf(bench.adapterFor(engine.url))).error).toMatchObject({
      code: "engine-refused",
      canFailOver: true,
    });
  });

  it("3: a host name that does not resolve is engine-unresolved", async () => {
    expect((await outcomeOf(bench.adapterFor("http://no-such-host.invalid:11434"))).error?.code).toBe(
      "engine-unresolved",
    );
  });

  it("a server that does not speak HTTP is engine-unreadable", async () => {
    const url = await bench.rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));

    expect((await outcomeOf(bench.adapterFor(url))).error?.code).toBe("engine-unreadable");
  });

  it("a wrong request and an impossible name are refused without asking the engine", async () => {
    const engine = await bench.fake({});
    const adapter = bench.adapterFor(engine.url);
    const asked = [
      GenerateRequest.fromPartial({ model: "x".repeat(257), prompt: "Hi" }),
      GenerateRequest.fromPartial({ model: "", prompt: "Hi" }),
      GenerateRequest.fromPartial({ model: "smollm2:135m", prompt: "Hi", options: { maxTokens: 0 } }),
      GenerateRequest.fromPartial({ model: "smollm2:135m", messages: [{ role: "robot", content: "Hi" }] }),
    ];
    const codes = [];
    for (const one of asked) codes.push((await outcomeOf(adapter, one)).error?.code);

    expect(codes).toEqual(["engine-lacks-model", "invalid-request", "invalid-request", "invalid-request"]);
    expect(engine.requests).toEqual([]);
  });
});
