import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { embedRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

async function embeddingsOf(more: object): Promise<readonly number[][]> {
  const { url } = await bench.start();
  const { text } = await exchange(url, embedRequest("mock:embed", more));
  return (JSON.parse(text) as { embeddings: number[][] }).embeddings;
}

describe("an embedding", () => {
  it.each([
    { more: {}, sizes: [384] },
    { more: { input: ["a", "b"] }, sizes: [384, 384] },
    { more: { dimensions: 8 }, sizes: [8] },
    { more: { input: "" }, sizes: [] },
  ])("is one a text, of length 1: $more", async ({ more, sizes }) => {
    const embeddings = await embeddingsOf(more);

    expect(embeddings.map(({ length }) => length)).toEqual(sizes);
    for (const embedding of embeddings) expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });

  it("depends on the text alone", async () => {
    const [first, second, third] = await embeddingsOf({ input: ["a cat", "a dog", "a cat"] });

    expect(third).toEqual(first);
    expect(second).not.toEqual(first);
  });
});
