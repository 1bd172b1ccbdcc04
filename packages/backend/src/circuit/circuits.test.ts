import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createCircuits } from "./circuits.js";

const failed = { kind: "failed", because: "engine-reset" } as const;

describe("the circuits of a backend", () => {
  it("are one a model, and say when one changes", () => {
    const changes: string[] = [];
    const circuits = createCircuits({
      policy: { failures: 2, openMs: 1000 },
      clock: new FakeClock(),
      onChange: (model, after, before) => changes.push(`${model} ${before.kind} ${after.kind}`),
    });

    for (const model of ["a", "a", "b"]) circuits.tell(model, failed);
    circuits.tell("a", { kind: "succeeded" });

    expect(changes).toEqual(["a closed open", "a open closed"]);
    expect(circuits.list().map(([model, { failures }]) => [model, failures])).toEqual([["b", 1]]);
  });

  it("forget the oldest model where there are more than 64: names come from requests", () => {
    const circuits = createCircuits({ policy: { failures: 2, openMs: 1000 }, clock: new FakeClock() });

    for (let index = 0; index < 1000; index += 1) circuits.tell(`model-${index}`, failed);

    expect(circuits.list()).toHaveLength(64);
    expect(circuits.of("model-999").failures).toBe(1);
  });
});
