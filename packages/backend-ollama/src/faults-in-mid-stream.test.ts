import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench, outcomeOf, request } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

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
    const engine = await bench.fake({ answer: () => ({ ...two, ending, before }) });
    const adapter = bench.adapterFor(engine.url);
    let text = "";
    const reading = (async () => {
      for await (const { part } of adapter.port.generate(request, { signal: new AbortController().signal })) {
        if (part?.$case === "delta") text += part.value.text;
        if (text === "one two") seen.resolve();
      }
    })();

    await expect(reading).rejects.toMatchObject({ code, backend: "ollama-npu" });
    expect(text).toBe("one two");
    await engine.whenOpen(0);
  });

  it("30: a line that is too long is not taken from the engine further than its limit", async () => {
    let taken = 0;
    const left = deferred();
    const url = await bench.rawServer((socket) => {
      socket.once("close", () => left.resolve());
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 67108864\r\n\r\n");
      const piece = "x".repeat(64 * 1024);
      const more = (): void => {
        if (taken >= 64 * 1024 * 1024) return;
        socket.write(piece, (error) => {
          if (error) return;
          taken += piece.length;
          more();
        });
      };
      more();
    });

    expect((await outcomeOf(bench.adapterFor(url))).error?.code).toBe("answer-too-large");
    await left.promise;
    // 8 MiB, and what the buffers of the system hold on both sides.
    expect(taken).toBeLessThan(24 * 1024 * 1024);
  });

  it("34: what follows the final record is ignored", async () => {
    const { text, end, error: found } = await bench.outcomeWith({ ...two, ending: "done-twice" });

    expect({ text, reason: end?.finishReason, found }).toEqual({
      text: "one two",
      reason: "stop",
      found: undefined,
    });
  });

  it("35: an engine that goes on past max_tokens is cut, told to stop, and said to have reached the length", async () => {
    const engine = await bench.fake({ answer: () => ({ ...two, ending: "never", ignoresLimit: true }) });
    const asked = GenerateRequest.fromPartial({ ...request, options: { maxTokens: 10 } });
    const { text, end } = await outcomeOf(bench.adapterFor(engine.url), asked);

    expect(end).toMatchObject({ finishReason: "length", usage: undefined });
    expect(text).toBe("one two".repeat(13));
    await engine.whenOpen(0);
  });

  it("35: an engine that goes on without any limit is cut at 8 MiB of text", async () => {
    const big = "x".repeat(1024 * 1024);
    const engine = await bench.fake({ answer: () => ({ kind: "tokens", tokens: [big], ending: "never" }) });
    const { text, end } = await outcomeOf(bench.adapterFor(engine.url));

    expect(text).toHaveLength(8 * big.length);
    expect(end?.finishReason).toBe("length");
    await engine.whenOpen(0);
  });

  it("36: an answer without tokens is an answer", async () => {
    const { text, end } = await bench.outcomeWith({ kind: "tokens", tokens: [] });

    expect(text).toBe("");
    expect(end?.finishReason).toBe("stop");
  });
});
