import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { textRequest, transcriptRequest } from "../test-bench/requests.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";
import type { characterFaults } from "./characters.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const rows: Readonly<Record<keyof typeof characterFaults, { readonly texts: readonly string[] }>> = {
  "split-utf8": { texts: ["é", " 漢字", " 😀", " naïve", ""] },
  "invalid-utf8": { texts: ["\ufffd\ufffd", " \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"] },
};

describe("a fault of UTF-8", () => {
  it.each(Object.entries(rows))("%s, as a decoder reads it", async (name, { texts }) => {
    const { url } = await bench.start();
    const seen = await exchange(url, textRequest(`fault:${name}`, { logprobs: false }));
    const came = linesOf(seen.text).map(({ response }) => response);

    expect(came.slice(0, texts.length)).toEqual(texts);
  });

  it("cuts every character at least once, by the end of a chunk", async () => {
    const { url } = await bench.start();
    const { chunks } = await exchange(url, textRequest("fault:split-utf8", { logprobs: false }));
    const isContinued = chunks.slice(1).map((chunk) => ((chunk[0] ?? 0) & 0xc0) === 0x80);

    expect(isContinued.length).toBeGreaterThan(8);
    expect(isContinued).not.toContain(false);
  });

  it.each([
    { fault: "split-utf8", text: " é 漢字 😀 naïve 🎉\n" },
    { fault: "invalid-utf8", text: expect.stringContaining("\ufffd") },
  ] as const)("is one of transcripts too: $fault", async ({ fault, text }) => {
    const engine = await bench.start();
    await engine.setFault({ fault });
    const seen = await exchange(engine.url, transcriptRequest());

    expect(linesOf(seen.text)).toEqual([{ text }]);
  });
});
