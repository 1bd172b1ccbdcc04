import { brokenBodies } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("an answer that is broken somehow", () => {
  const words = [{ word: " SECRET", start: 0, end: 1, probability: 0.9 }];
  const transcript = { language: "english", segments: [{ text: " SECRET", start: 0, end: 1, words }] };
  const bodies = [...brokenBodies(Buffer.from(JSON.stringify(transcript)), 300)];

  it("44: is a transcript, or an error that names the backend and shows nothing of it", async () => {
    const engine = await bench.fake({ answer: ({ call }) => ({ kind: "response", body: [bodies[call] ?? ""] }) });
    const adapter = bench.adapterFor(engine.url);
    const codes = new Set<string>();
    for (const _ of bodies) {
      const { error } = await outcomeOf(adapter);
      codes.add(error?.code ?? "answered");
      expect(error?.backend ?? "whisper-npu").toBe("whisper-npu");
      expect(error?.message ?? "").not.toMatch(/SECRET|[\p{C}]/u);
    }

    expect([...codes].toSorted()).toEqual(["answered", "engine-unreadable"]);
    expect(engine.openRequests()).toBe(0);
  }, 120_000);
});
