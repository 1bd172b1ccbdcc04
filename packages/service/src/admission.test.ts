import { Backend, Pipeline } from "@compute-proxy/api";
import { createRegistry, type Registry } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { admit, fastestEstimate } from "./admission.js";

function backend(id: string, avgLatencyMs: number | undefined, enabled = true): Parameters<typeof scriptedBackend>[0] {
  return {
    ...Backend.fromPartial({ enabled }),
    id,
    characteristics: { ...(avgLatencyMs !== undefined && { avgLatencyMs }) },
  };
}

function registryOf(...definitions: ReadonlyArray<Parameters<typeof scriptedBackend>[0]>): Registry {
  const adapters = definitions.map((definition) => scriptedBackend(definition, () => ({})));
  const entries = adapters.map((adapter) => ({ definition: adapter.definition, adapter }));
  return createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock: new FakeClock() });
}

const twoStages = Pipeline.fromPartial({
  stages: [
    { type: "text_generation" },
    { type: "text_generation", when: "stages.x.quality < 1" },
    { type: "embedding" },
  ],
});

describe("fastestEstimate", () => {
  it.each([
    {
      what: "sums the fastest backend of each stage that always runs",
      definitions: [backend("a", 800), backend("b", 200)],
      estimate: 400,
    },
    {
      what: "is 0 when a latency is not configured",
      definitions: [backend("a", 800), backend("b", undefined)],
      estimate: 0,
    },
    {
      what: "leaves out disabled backends",
      definitions: [backend("a", 800), backend("b", 200, false)],
      estimate: 1600,
    },
    { what: "is 0 without backends", definitions: [], estimate: 0 },
  ])("$what", ({ definitions, estimate }) => {
    expect(fastestEstimate(twoStages, registryOf(...definitions).backends)).toBe(estimate);
  });
});

describe("admit", () => {
  const { backends } = registryOf(backend("a", 200));

  it.each([undefined, 400, 5000])("lets a call in that has %p ms for 400", (remainingMs) => {
    expect(() => admit(twoStages, backends, remainingMs)).not.toThrow();
  });

  it("refuses a call whose deadline is shorter than the estimate", () => {
    expect(() => admit(twoStages, backends, 399)).toThrow(expect.objectContaining({ code: "deadline-exceeded" }));
  });
});
