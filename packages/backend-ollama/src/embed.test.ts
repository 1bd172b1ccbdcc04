import { EmbedRequest } from "@compute-proxy/api/backend/v1";
import { afterEach, describe, expect, it } from "@jest/globals";
import { reply } from "./test-bench/ollama-lines.js";
import { createWorkbench } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

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
    { what: "more numbers than any model gives", embeddings: [Array.from({ length: 100_001 }, () => 0)] },
  ])("42: with $what is engine-unreadable", async ({ embeddings }) => {
    const engine = await bench.fake({ intercept: () => reply(JSON.stringify({ embeddings })) });

    await expect(bench.adapterFor(engine.url).port.embed(asked, noAbort)).rejects.toMatchObject({
      code: "engine-unreadable",
      backend: "ollama-npu",
    });
  });

  it("42: with NaN written out is engine-unreadable", async () => {
    const engine = await bench.fake({ intercept: () => reply('{"embeddings":[[NaN]]}') });

    await expect(bench.adapterFor(engine.url).port.embed(asked, noAbort)).rejects.toMatchObject({
      code: "engine-unreadable",
    });
  });

  it("42: of another length than before is engine-unreadable", async () => {
    const vectors = [
      [1, 2],
      [1, 2, 3],
      [3, 4],
    ];
    const engine = await bench.fake({
      intercept: ({ call }) => reply(JSON.stringify({ embeddings: [vectors[call]] })),
    });
    const adapter = bench.adapterFor(engine.url);
    await adapter.port.embed(asked, noAbort);

    await expect(adapter.port.embed(asked, noAbort)).rejects.toMatchObject({ code: "engine-unreadable" });
    expect((await adapter.port.embed(asked, noAbort)).embedding?.values).toEqual([3, 4]);
  });

  it("of more than 8 MiB is answer-too-large", async () => {
    const piece = "1,".repeat(512 * 1024);
    const engine = await bench.fake({ intercept: () => reply(["[", ...Array.from({ length: 10 }, () => piece)]) });

    await expect(bench.adapterFor(engine.url).port.embed(asked, noAbort)).rejects.toMatchObject({
      code: "answer-too-large",
    });
  });

  it("sends the text whole, and asks that it is not cut", async () => {
    const engine = await bench.fake({});
    const { usage } = await bench.adapterFor(engine.url).port.embed(asked, noAbort);

    expect(engine.requests[0]?.body).toEqual({ model: "all-minilm", input: "Hi", truncate: false });
    expect(usage).toEqual({ tokensIn: 1, tokensOut: undefined, loadMs: 2, promptMs: undefined, generateMs: undefined });
  });
});
