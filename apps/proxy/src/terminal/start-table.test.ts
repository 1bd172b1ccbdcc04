import { type BackendState, createRegistry, type RegisteredBackend } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { HeatStatus, Pipeline } from "@compute-proxy/api";
import { systemClock } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { backendTable, pipelineLines, reachableLine } from "./start-table.js";
import type { Style } from "./style.js";

const asIs = (text: string): string => text;
const plain: Style = { dim: asIs, bold: asIs, good: asIs, warn: asIs, bad: asIs };
const reachable: BackendState = { kind: "reachable", description: undefined, failures: 0, seenAt: 0 };
const gone: BackendState = { kind: "unreachable", description: undefined, because: "refused", failures: 1, seenAt: 0 };

function backend(id: string, state: BackendState, change: object = {}): RegisteredBackend {
  const scripted = scriptedBackend(
    { id, type: "ollama", characteristics: { powerWatts: 3 }, models: { preferred: ["m"] }, ...change },
    () => ({}),
  );
  const entries = [{ definition: scripted.definition, adapter: scripted }];
  const [registered] = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock: systemClock }).backends;
  if (!registered) throw new Error("a registry of one backend has none");
  return { ...registered, state };
}

describe("the start table", () => {
  it("has a row for each backend, with its state and models", () => {
    const table = backendTable(
      [backend("up", reachable), backend("down", gone), backend("off", reachable, { enabled: false, emulated: true })],
      plain,
      ({ id }) => (id === "up" ? HeatStatus.fromPartial({ celsius: 45, source: "simulated" }) : undefined),
    );

    expect(table.split("\n").map((line) => line.trim().split(/\s{2,}/u))).toEqual([
      ["BACKEND", "TYPE", "HARDWARE", "W", "HEAT", "STATE", "MODELS"],
      ["up", "ollama", "npu", "3", "45 C (simulated)", "reachable", "m (configured)"],
      ["down", "ollama", "npu", "3", "-", "unreachable", "m (configured)"],
      ["off", "ollama", "npu (emulated)", "3", "-", "disabled", "m (configured)"],
    ]);
  });

  it("says how many answer when not all do", () => {
    expect(reachableLine([backend("up", reachable), backend("down", gone)])).toEqual([
      "1 of 2 backends answer; the others are tried again in the background",
    ]);
    expect(reachableLine([backend("up", reachable)])).toEqual([]);
  });

  it("lists the pipelines and the problems of those that cannot run", () => {
    const lines = pipelineLines(
      {
        enabled: true,
        entries: [
          { kind: "ready", pipeline: Pipeline.fromPartial({ id: "good", stages: [{ id: "a" }, { id: "b" }] }) },
          { kind: "broken", id: "bad", name: "", description: "", problems: ["p.yaml:1:2: wrong"] },
        ],
        groups: [],
        problems: [],
      },
      plain,
    );

    expect(lines).toEqual([
      "pipelines: 2",
      "  ready   good: a -> b",
      "  broken  bad: 1 problem(s)\n            p.yaml:1:2: wrong",
    ]);
  });
});
