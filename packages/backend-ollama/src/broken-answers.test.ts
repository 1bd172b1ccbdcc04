import { brokenBodies } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { doneLine, reply, textLine } from "./test-bench/ollama-lines.js";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("an answer that is broken somehow", () => {
  const secret = textLine("SECRET", { logprobs: [{ token: "SECRET", logprob: -0.1 }] });
  const bodies = [...brokenBodies(Buffer.from(secret + secret + doneLine), 300)];

  it("is an answer with its end, or an error that names the backend and shows nothing of it", async () => {
    const engine = await bench.fake({ answer: (_, { call }) => reply([bodies[call] ?? ""]) });
    const adapter = bench.adapterFor(engine.url);
    const codes = new Set<string>();
    for (const _ of bodies) {
      const { end, error } = await outcomeOf(adapter);
      codes.add(error?.code ?? "answered");
      expect(end === undefined).toBe(error !== undefined);
      expect(error?.backend ?? "ollama-npu").toBe("ollama-npu");
      expect(error?.message ?? "").not.toMatch(/SECRET|[\p{C}]/u);
    }

    expect([...codes].toSorted()).toEqual(["answered", "engine-unreadable", "no-final-record"]);
    expect(engine.openRequests()).toBe(0);
  });
});
