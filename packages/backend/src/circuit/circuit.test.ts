import { describe, expect, it } from "@jest/globals";
import { type Circuit, type CircuitEvent, closedCircuit, letsThrough, nextCircuit } from "./circuit.js";

const policy = { failures: 3, openMs: 1000 };
const failed = (at: number): CircuitEvent => ({ kind: "failed", because: "engine-reset", at });
const began = (at: number): CircuitEvent => ({ kind: "began", at });
const after = (...events: readonly CircuitEvent[]): Circuit =>
  events.reduce((circuit, event) => nextCircuit(circuit, event, policy), closedCircuit);
const opened = [failed(0), failed(0), failed(0)] as const;

describe("nextCircuit", () => {
  it.each<{ name: string; circuit: Circuit; expected: object }>([
    {
      name: "stays closed below the limit",
      circuit: after(failed(0), failed(0)),
      expected: { kind: "closed", failures: 2 },
    },
    {
      name: "counts failures in a row only",
      circuit: after(failed(0), failed(0), { kind: "succeeded" }, failed(0)),
      expected: { kind: "closed", failures: 1 },
    },
    { name: "opens after the limit", circuit: after(...opened), expected: { kind: "open", until: 1000, openings: 1 } },
    { name: "stays open before its time", circuit: after(...opened, began(999)), expected: { kind: "open" } },
    {
      name: "is half-open for the first call after its time",
      circuit: after(...opened, began(1000)),
      expected: { kind: "half-open" },
    },
    {
      name: "closes when that call succeeds",
      circuit: after(...opened, began(1000), { kind: "succeeded" }),
      expected: closedCircuit,
    },
    {
      name: "opens for longer when it fails",
      circuit: after(...opened, began(1000), failed(1000)),
      expected: { kind: "open", until: 3000, openings: 2, failures: 4 },
    },
    {
      name: "lets the next call try when that one ended without a word",
      circuit: after(...opened, began(1000), { kind: "abandoned", at: 1500 }),
      expected: { kind: "open", until: 1500, openings: 1 },
    },
    {
      name: "does not open for longer through calls that had nowhere else to go",
      circuit: after(...opened, failed(10), failed(20)),
      expected: { kind: "open", until: 1000, openings: 1 },
    },
    {
      name: "closes when such a call succeeds",
      circuit: after(...opened, { kind: "succeeded" }),
      expected: closedCircuit,
    },
    {
      name: "remembers nothing of a call that ended without a word",
      circuit: after({ kind: "abandoned", at: 5 }),
      expected: closedCircuit,
    },
  ])("$name", ({ circuit, expected }) => {
    expect(circuit).toMatchObject(expected);
  });

  it("opens for five minutes at most", () => {
    let circuit = after(...opened);
    const durations: number[] = [];
    for (let round = 0; round < 1000 && circuit.kind === "open"; round += 1) {
      const at = circuit.until;
      circuit = nextCircuit(nextCircuit(circuit, began(at), policy), failed(at), policy);
      if (circuit.kind === "open") durations.push(circuit.until - at);
    }

    expect([durations.length, durations[0], Math.max(...durations)]).toEqual([1000, 2000, 300_000]);
  });
});

describe("letsThrough", () => {
  it.each<{ name: string; circuit: Circuit; now: number; lets: boolean }>([
    { name: "every call while closed", circuit: closedCircuit, now: 0, lets: true },
    { name: "no call while open", circuit: after(...opened), now: 999, lets: false },
    { name: "a call after its time", circuit: after(...opened), now: 1000, lets: true },
    { name: "no other call while one is trying", circuit: after(...opened, began(1000)), now: 1000, lets: false },
  ])("$name", ({ circuit, now, lets }) => {
    expect(letsThrough(circuit, now)).toBe(lets);
  });
});
