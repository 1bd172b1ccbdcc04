import { brokenBodies } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";
import { replyWith, tone, wavFile } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("an answer that is broken somehow", () => {
  const header = wavFile(tone({ seconds: 0.002, hz: 440 }));
  const bodies = [...brokenBodies(header, 300)];

  it("45: is speech to its end, or an error that names the backend and shows nothing of it", async () => {
    const engine = await bench.fake({ answer: ({ call }) => replyWith(bodies[call] ?? "") });
    const adapter = bench.adapterFor(engine.url);
    const codes = new Set<string>();
    for (const _ of bodies) {
      const { frames, error } = await outcomeOf(adapter);
      codes.add(error?.code ?? "answered");
      expect(frames.length > 0 || error !== undefined).toBe(true);
      expect(error?.backend ?? "piper-npu").toBe("piper-npu");
      expect(error?.message ?? "").not.toMatch(/\p{C}/u);
    }

    expect([...codes].toSorted()).toEqual(["answer-too-large", "answered", "engine-unreadable"]);
    expect(engine.openRequests()).toBe(0);
  });
});
