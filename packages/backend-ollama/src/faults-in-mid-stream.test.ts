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
    const { texts, end, error: found } = await bench.outcomeWith({ ...two, ending: "done-twice" });

    expect({ texts, reason: end?.finishReason, found }).toEqual({
      texts: ["one", " two"],
      reason: "stop",
      found: undefined,
    });
  });

  it("35: an engine that goes on past max_tokens is cut, told to stop, and said to have reached the length", async () => {
    const engine = await bench.fake({ answer: () => ({ ...two, ending: "never", ignoresLimit: true }) });
    const asked = GenerateRequest.fromPartial({ ...request, options: { maxTokens: 10 } });
    const { texts, end } = await outcomeOf(bench.adapterFor(engine.url), asked);

    expect(end).toMatchObject({ finishReason: "length", usage: undefined });
    expect(texts).toHaveLength(26);
    await engine.whenOpen(0);
  });

  it("35: an engine that goes on without any limit is cut at 8 MiB of text", async () => {
    const big = "x".repeat(1024 * 1024);
    const engine = await bench.fake({ answer: () => ({ kind: "tokens", tokens: [big], ending: "never" }) });
    const { texts, end } = await outcomeOf(bench.adapterFor(engine.url));

    expect(texts).toHaveLength(8);
    expect(end?.finishReason).toBe("length");
    await engine.whenOpen(0);
  });

  it("36: an answer without tokens is an answer", async () => {
    const { texts, end } = await bench.outcomeWith({ kind: "tokens", tokens: [] });

    expect(texts).toEqual([]);
    expect(end?.finishReason).toBe("stop");
  });
});
