import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { embedRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";
import type { embeddingFaults } from "./embedding.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const rows: Readonly<Record<keyof typeof embeddingFaults, RegExp>> = {
  "nan-embedding": /"embeddings":\[\[NaN,-?0\.\d+,/u,
  "huge-embedding": /"embeddings":\[\[1e\+308,-?0\.\d+,/u,
  "text-embedding": /"embeddings":\[\["-?0\.\d+","/u,
  "empty-embedding": /"embeddings":\[\[\]\]/u,
  "object-embedding": /"embeddings":\[\{"0":-?0\.\d+,"1":/u,
  "no-embedding": /"embeddings":\[\]/u,
  "changed-dimension": /"embeddings":\[\[(?:[^,\]]+,){382}[^,\]]+\]\]/u,
};

describe("a fault of an embedding", () => {
  it.each(Object.entries(rows))("%s", async (name, body) => {
    const { url } = await bench.start();
    const seen = await exchange(url, embedRequest(`fault:${name}`));

    expect(seen).toMatchObject({ status: 200, text: expect.stringMatching(body), isComplete: true });
  });

  it("has as many numbers as it is told: changed-dimension?count=", async () => {
    const { url } = await bench.start();
    const { text } = await exchange(url, embedRequest("fault:changed-dimension?count=2"));

    expect(JSON.parse(text)).toMatchObject({ embeddings: [[expect.any(Number), expect.any(Number)]] });
  });
});
