import { createServer, type Socket } from "node:net";
import { EmbedRequest, GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { type Clock, isProxyError, type ProxyError, systemClock } from "@compute-proxy/core";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createOllamaAdapter } from "./create-ollama-adapter.js";
import { type FakeAnswer, type FakeOllama, type FakeOllamaOptions, type FakeReply, startFakeOllama } from "./testing/index.js";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function adapterFor(endpoint: string, clock: Clock = systemClock): Adapter {
  const adapter = createOllamaAdapter({ id: "ollama-npu", endpoint, clock });
  closing.push(() => adapter.close());
  return adapter;
}

async function fake(options: FakeOllamaOptions): Promise<FakeOllama> {
  const engine = await startFakeOllama(options);
  closing.push(() => engine.close());
  return engine;
}

/** Starts a server that speaks to each connection as it likes. */
async function rawServer(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
    socket.once("data", () => speak(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const request = GenerateRequest.fromPartial({ model: "smollm2:135m", prompt: "Hi", logprobs: true });

interface Outcome {
  readonly texts: string[];
  readonly logprobs: number[];
  end?: Extract<NonNullable<GenerateResponse["part"]>, { $case: "end" }>["value"];
  error?: ProxyError;
}

/** What a call came to, with what was seen before it failed. */
async function outcomeOf(adapter: Adapter, asked: GenerateRequest = request, signal = new AbortController().signal): Promise<Outcome> {
  const outcome: Outcome = { texts: [], logprobs: [] };
  try {
    for await (const { part } of adapter.port.generate(asked, { signal })) {
      if (part?.$case === "delta") outcome.texts.push(part.value.text);
      if (part?.$case === "delta") outcome.logprobs.push(...part.value.logprobs.map(({ logprob }) => logprob));
      if (part?.$case === "end") outcome.end = part.value;
    }
  } catch (error) {
    if (!isProxyError(error)) throw error;
    outcome.error = error;
  }
  return outcome;
}

async function outcomeWith(answer: FakeAnswer, asked: Parameters<typeof GenerateRequest.fromPartial>[0] = {}): Promise<Outcome> {
  const engine = await fake({ answer: () => answer });
  return outcomeOf(adapterFor(engine.url), GenerateRequest.fromPartial({ ...request, ...asked }));
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const response = (body: string | string[], rest: Partial<Extract<FakeReply, { kind: "response" }>> = {}): FakeReply => ({
  kind: "response",
  body,
  ...rest,
});
const error = (said: string): string => json({ error: said });
const text = (response_: unknown, rest: Record<string, unknown> = {}): string => json({ response: response_, done: false, ...rest });
const done = json({ response: "", done: true, done_reason: "stop" });

describe("before the first token", () => {
  const rows: ReadonlyArray<{ row: string; answer: FakeAnswer; code: string; says?: string; failOver: boolean }> = [
    { row: "8: reset before headers", answer: { kind: "reset" }, code: "engine-reset", failOver: true },
    { row: "14: 200 with an error only", answer: response(error("out of memory")), code: "engine-failed", says: '"out of memory"', failOver: true },
    { row: "15: 500", answer: response(error("boom"), { status: 500 }), code: "engine-failed", says: 'HTTP 500, "boom"', failOver: true },
    { row: "16: 502 with a page", answer: response("<html>secret</html>", { status: 502 }), code: "engine-failed", says: "HTTP 502", failOver: true },
    { row: "16: 504", answer: response("", { status: 504 }), code: "engine-failed", failOver: true },
    { row: "17: 503, queue full", answer: response(error("server busy"), { status: 503 }), code: "engine-busy", says: "queue is full", failOver: true },
    { row: "18: 429", answer: response("", { status: 429, headers: { "retry-after": "3" } }), code: "engine-busy", failOver: true },
    { row: "19: 400", answer: response(error("unexpected EOF"), { status: 400 }), code: "engine-rejected", failOver: false },
    { row: "20: 401", answer: response("", { status: 401 }), code: "engine-credentials", failOver: true },
    { row: "20: 403, foreign host", answer: response("", { status: 403 }), code: "engine-credentials", failOver: true },
    { row: "21: 404, no such model", answer: response(error("model 'x' not found"), { status: 404 }), code: "engine-lacks-model", failOver: true },
    { row: "404 of another program", answer: response("404 page not found", { status: 404 }), code: "engine-unreadable", failOver: true },
    { row: "22: HTML with 200", answer: response("<html><b>secret</b></html>"), code: "engine-unreadable", failOver: true },
    { row: "24: garbage bytes", answer: response("\u0000\u001b[31m\n"), code: "engine-unreadable", failOver: true },
    { row: "26: an array", answer: response("[]\n"), code: "engine-unreadable", failOver: true },
    { row: "26: null", answer: response("null\n"), code: "engine-unreadable", failOver: true },
    { row: "26: a number", answer: response("5\n"), code: "engine-unreadable", failOver: true },
    { row: "27: text of the wrong type", answer: response(text(5)), code: "engine-unreadable", failOver: true },
    { row: "27: no text", answer: response(json({ done: false })), code: "engine-unreadable", failOver: true },
    { row: "27: done of the wrong type", answer: response(json({ response: "a", done: "no" })), code: "engine-unreadable", failOver: true },
    { row: "nothing at all", answer: response(""), code: "no-final-record", failOver: true },
    { row: "204", answer: response("", { status: 204 }), code: "engine-unreadable", failOver: true },
    { row: "32: header of 200 kB", answer: response("", { headers: { "x-long": "x".repeat(200_000) } }), code: "engine-unreadable", failOver: true },
    { row: "37: redirect", answer: response("", { status: 307, headers: { location: "http://127.0.0.1:1/" } }), code: "engine-redirected", failOver: true },
  ];
  it.each(rows)("$row is $code", async ({ answer, code, says, failOver }) => {
    const { error: found, texts } = await outcomeWith(answer);

    expect(found).toMatchObject({ code, backend: "ollama-npu", canFailOver: failOver });
    expect(found?.message).toContain(says ?? 'backend "ollama-npu"');
    // Nothing of a page, and no character that could forge a line of a log.
    expect(found?.message).not.toMatch(/secret|[\p{C}]/u);
    expect(texts).toEqual([]);
  });

  it.each([
    { header: "3", ms: 3000 },
    { header: "0", ms: 0 },
    { header: "999999999", ms: 3_600_000 },
    { header: "-1", ms: undefined },
    { header: "soon", ms: undefined },
    { header: "Wed, 21 Oct 2026 07:28:00 GMT", ms: undefined },
    { header: "", ms: undefined },
  ])("waits as Retry-After '$header' says", async ({ header, ms }) => {
    const { error: found } = await outcomeWith(response("", { status: 503, headers: { "retry-after": header } }));

    expect(found?.retryAfterMs).toBe(ms);
  });

  it("1: a refused connection is engine-refused", async () => {
    const engine = await startFakeOllama();
    await engine.close();

    expect((await outcomeOf(adapterFor(engine.url))).error).toMatchObject({ code: "engine-refused", canFailOver: true });
  });

  it("3: a host name that does not resolve is engine-unresolved", async () => {
    expect((await outcomeOf(adapterFor("http://no-such-host.invalid:11434"))).error?.code).toBe("engine-unresolved");
  });

  it("a server that does not speak HTTP is engine-unreadable", async () => {
    const url = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));

    expect((await outcomeOf(adapterFor(url))).error?.code).toBe("engine-unreadable");
  });

  it("a wrong request and an impossible name are refused without asking the engine", async () => {
    const engine = await fake({});
    const adapter = adapterFor(engine.url);
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

describe("in mid-stream", () => {
  const two = { kind: "tokens", tokens: ["one", " two"], logprobs: [-0.1, -0.2] } as const;
  it.each([
    { row: "9: reset", ending: "reset", code: "engine-reset" },
    { row: "10: closed", ending: "cut", code: "engine-reset" },
    { row: "11: no final record", ending: "no-final-record", code: "no-final-record" },
    { row: "13: an error line", ending: "error-line", code: "engine-failed" },
    { row: "25: garbage", ending: "garbage", code: "engine-unreadable" },
    { row: "30: a line of 64 MiB", ending: "huge-line", code: "answer-too-large" },
  ] as const)("$row is $code, and what came before was shown", async ({ ending, code }) => {
    const seen = deferred();
    const before = (index: number): Promise<void> => (index < 2 ? Promise.resolve() : seen.promise);
    const engine = await fake({ answer: () => ({ ...two, ending, before }) });
    const adapter = adapterFor(engine.url);
    const texts: string[] = [];
    const reading = (async () => {
      for await (const { part } of adapter.port.generate(request, { signal: new AbortController().signal })) {
        if (part?.$case === "delta") texts.push(part.value.text);
        if (texts.length === 2) seen.resolve();
      }
    })();

    await expect(reading).rejects.toMatchObject({ code, backend: "ollama-npu" });
    expect(texts).toEqual(["one", " two"]);
    await engine.whenOpen(0);
  });

  it("34: what follows the final record is ignored", async () => {
    const { texts, end, error: found } = await outcomeWith({ ...two, ending: "done-twice" });

    expect({ texts, reason: end?.finishReason, found }).toEqual({ texts: ["one", " two"], reason: "stop", found: undefined });
  });

  it("35: an engine that goes on past max_tokens is cut, told to stop, and said to have reached the length", async () => {
    const engine = await fake({ answer: () => ({ ...two, ending: "never", ignoresLimit: true }) });
    const asked = GenerateRequest.fromPartial({ ...request, options: { maxTokens: 10 } });
    const { texts, end } = await outcomeOf(adapterFor(engine.url), asked);

    expect(end).toMatchObject({ finishReason: "length", usage: undefined });
    expect(texts).toHaveLength(26);
    await engine.whenOpen(0);
  });

  it("35: an engine that goes on without any limit is cut at 8 MiB of text", async () => {
    const big = "x".repeat(1024 * 1024);
    const engine = await fake({ answer: () => ({ kind: "tokens", tokens: [big], ending: "never" }) });
    const { texts, end } = await outcomeOf(adapterFor(engine.url));

    expect(texts).toHaveLength(8);
    expect(end?.finishReason).toBe("length");
    await engine.whenOpen(0);
  });

  it("36: an answer without tokens is an answer", async () => {
    const { texts, end } = await outcomeWith({ kind: "tokens", tokens: [] });

    expect(texts).toEqual([]);
    expect(end?.finishReason).toBe("stop");
  });
});

describe("a strange answer that can be used", () => {
  it("23: the right body under a wrong content type", async () => {
    const { texts } = await outcomeWith(response([text("Hi"), done], { headers: { "content-type": "text/html" } }));

    expect(texts).toEqual(["Hi"]);
  });

  it("28: UTF-8 cut between chunks, one byte at a time", async () => {
    const bytes = [...Buffer.from(text("é漢😀") + done)].map((byte) => Uint8Array.of(byte));
    const { texts } = await outcomeWith({ kind: "response", body: bytes });

    expect(texts).toEqual(["é漢😀"]);
  });

  it("29: invalid UTF-8 becomes U+FFFD", async () => {
    const body = [Buffer.from('{"response":"a'), Uint8Array.of(0xff, 0xc3), Buffer.from('b","done":false}\n'), Buffer.from(done)];
    const { texts } = await outcomeWith({ kind: "response", body });

    expect(texts).toEqual(["a\ufffd\ufffdb"]);
  });

  it("half a character in JSON becomes U+FFFD", async () => {
    const { texts } = await outcomeWith(response(['{"response":"a\\ud83d","done":false}\n', done]));

    expect(texts).toEqual(["a\ufffd"]);
  });

  it("39: HTTP/1.0, ended by closing, without a last new line", async () => {
    const url = await rawServer((socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${text("Hi")}${done.trim()}`));
    const { texts, end } = await outcomeOf(adapterFor(url));

    expect(texts).toEqual(["Hi"]);
    expect(end?.finishReason).toBe("stop");
  });

  it.each([
    { value: -5, used: undefined },
    { value: 1e300, used: undefined },
    { value: "7", used: undefined },
    { value: 1.5, used: undefined },
    { value: null, used: undefined },
    { value: undefined, used: undefined },
    { value: 7, used: 7 },
  ])("40: a counter of $value is $used", async ({ value, used }) => {
    const final = { eval_count: value, eval_duration: value, prompt_eval_count: value, prompt_eval_duration: value, load_duration: value };
    const { end } = await outcomeWith({ kind: "tokens", tokens: ["Hi"], final });

    expect(end?.usage?.tokensOut).toBe(used);
    expect(end?.usage === undefined).toBe(used === undefined);
  });

  it("41: nonsense in created_at", async () => {
    const { texts } = await outcomeWith(response([text("Hi", { created_at: 5 }), done]));

    expect(texts).toEqual(["Hi"]);
  });

  it.each([{ logprob: 0.5 }, { logprob: null }, { logprob: "x" }, { logprob: undefined }])(
    "43: a logprob of $logprob is unknown, and so are the others of its chunk",
    async ({ logprob }) => {
      const logprobs = [
        { token: "a", logprob: -1 },
        { token: "b", logprob },
      ];
      const { texts, logprobs: found } = await outcomeWith(
        response([text("ab", { logprobs }), text("c", { logprobs: [{ token: "c", logprob: -2 }] }), done]),
      );

      expect(texts).toEqual(["ab", "c"]);
      expect(found).toEqual([-2]);
    },
  );

  it.each([
    { reason: "stop", finish: "stop" },
    { reason: "length", finish: "length" },
    { reason: "load", finish: "unspecified" },
    { reason: 5, finish: "unspecified" },
    { reason: undefined, finish: "unspecified" },
  ])("done_reason $reason is $finish", async ({ reason, finish }) => {
    const { end } = await outcomeWith(response([text("Hi"), json({ response: "", done: true, done_reason: reason })]));

    expect(end?.finishReason).toBe(finish);
  });

  it("blank lines, and text in the final record", async () => {
    const { texts } = await outcomeWith(response(["\n\r\n", text("a"), "\n", json({ response: "b", done: true })]));

    expect(texts).toEqual(["a", "b"]);
  });
});

describe("waiting", () => {
  interface Waiting {
    readonly engine: FakeOllama;
    readonly clock: FakeClock;
    readonly adapter: Adapter;
  }
  async function waiting(options: FakeOllamaOptions): Promise<Waiting> {
    const engine = await fake(options);
    const clock = new FakeClock();
    return { engine, clock, adapter: adapterFor(engine.url, clock) };
  }
  const silence: FakeReply = { kind: "silence" };

  it("6: an engine that takes the request and never answers is engine-timeout after 120 s", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => silence });
    const call = outcomeOf(adapter);

    await engine.whenOpen(1);
    await clock.advance(119_999);
    expect(engine.openRequests()).toBe(1);
    await clock.advance(1);

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("7: headers and then nothing is the same", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => ({ kind: "tokens", tokens: [], ending: "stall" }) });
    const call = outcomeOf(adapter);

    await engine.whenOpen(1);
    await clock.advance(120_000);

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
  });

  it("12: silence in mid-stream is engine-stalled after 60 s", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => ({ kind: "tokens", tokens: ["one"], ending: "stall" }) });
    const stream = adapter.port.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    await stream.next();
    const call = stream.next();
    const stalled = expect(call).rejects.toMatchObject({ code: "engine-stalled" });

    await clock.advance(60_000);

    await stalled;
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("does not count the reader's own time", async () => {
    const { clock, adapter } = await waiting({});
    let texts = 0;
    for await (const { part } of adapter.port.generate(request, { signal: new AbortController().signal })) {
      if (part?.$case === "delta") texts += 1;
      await clock.advance(600_000);
    }

    expect(texts).toBe(4);
  });

  it("33: a line that comes one byte at a time is silence", async () => {
    const clock = new FakeClock();
    const url = await rawServer((socket) => {
      socket.write(`HTTP/1.0 200 OK\r\n\r\n${text("one")}`);
      const drip = setInterval(() => socket.write("{"), 1);
      socket.once("close", () => clearInterval(drip));
    });
    const stream = adapterFor(url, clock).port.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    await stream.next();
    const stalled = expect(stream.next()).rejects.toMatchObject({ code: "engine-stalled" });
    await clock.advance(60_000);

    await stalled;
  });

  it("a cancelled call closes the engine's request while it waits for headers", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => silence });
    const caller = new AbortController();
    const call = outcomeOf(adapter, request, caller.signal);

    await engine.whenOpen(1);
    caller.abort();

    expect((await call).error?.code).toBe("cancelled");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("a cancelled embedding closes the engine's request", async () => {
    const { engine, adapter } = await waiting({ intercept: () => silence });
    const caller = new AbortController();
    const asked = EmbedRequest.fromPartial({ model: "all-minilm", text: "Hi" });
    const cancelled = expect(adapter.port.embed(asked, { signal: caller.signal })).rejects.toMatchObject({ code: "cancelled" });

    await engine.whenOpen(1);
    caller.abort();

    await cancelled;
    await engine.whenOpen(0);
  });

  it("closing the adapter ends its calls", async () => {
    const { engine, adapter } = await waiting({ answer: () => silence });
    const call = outcomeOf(adapter);
    await engine.whenOpen(1);

    await adapter.close();

    expect((await call).error?.code).toBe("shutting-down");
    await engine.whenOpen(0);
  });
});

describe("an embedding", () => {
  const asked = EmbedRequest.fromPartial({ model: "all-minilm", text: "Hi" });
  const noAbort = { signal: new AbortController().signal };

  it.each([
    { what: "text", embeddings: [["a"]] },
    { what: "null, as JSON writes NaN", embeddings: [[null, 1]] },
    { what: "a number beyond single precision", embeddings: [[1e300]] },
    { what: "no numbers", embeddings: [[]] },
    { what: "no vector", embeddings: [] },
    { what: "two vectors", embeddings: [[1], [2]] },
    { what: "an object", embeddings: {} },
    { what: "nothing", embeddings: undefined },
  ])("42: with $what is engine-unreadable", async ({ embeddings }) => {
    const engine = await fake({ intercept: () => response(JSON.stringify({ embeddings })) });

    await expect(adapterFor(engine.url).port.embed(asked, noAbort)).rejects.toMatchObject({
      code: "engine-unreadable",
      backend: "ollama-npu",
    });
  });

  it("42: of another length than before is engine-unreadable", async () => {
    const vectors = [[1, 2], [1, 2, 3], [3, 4]];
    const engine = await fake({ intercept: ({ call }) => response(JSON.stringify({ embeddings: [vectors[call]] })) });
    const adapter = adapterFor(engine.url);
    await adapter.port.embed(asked, noAbort);

    await expect(adapter.port.embed(asked, noAbort)).rejects.toMatchObject({ code: "engine-unreadable" });
    expect((await adapter.port.embed(asked, noAbort)).embedding?.values).toEqual([3, 4]);
  });

  it("of more than 8 MiB is answer-too-large", async () => {
    const piece = `${"1,".repeat(512 * 1024)}`;
    const engine = await fake({ intercept: () => response(["[", ...Array.from({ length: 10 }, () => piece)]) });

    await expect(adapterFor(engine.url).port.embed(asked, noAbort)).rejects.toMatchObject({ code: "answer-too-large" });
  });

  it("sends the text whole, and asks that it is not cut", async () => {
    const engine = await fake({});
    const { usage } = await adapterFor(engine.url).port.embed(asked, noAbort);

    expect(engine.requests[0]?.body).toEqual({ model: "all-minilm", input: "Hi", truncate: false });
    expect(usage).toEqual({ tokensIn: 1, tokensOut: undefined, loadMs: 2, promptMs: undefined, generateMs: undefined });
  });
});
