import { Backend } from "@compute-proxy/api";
import { createRegistry, type RegisteredBackend } from "@compute-proxy/backend";
import { createSimulatedAdapter } from "@compute-proxy/backend-simulated";
import { type LogEntry, type LogHeader, type LoggedRung, parseQuestions } from "@compute-proxy/evaluation";
import { describe, expect, it } from "@jest/globals";
import type { LiveRung } from "./live-rung.js";
import { recordAnswers } from "./record-answers.js";

const clock = { now: () => 0, sleep: () => Promise.resolve() };
const questions = parseQuestions(
  ["a", "b", "c"]
    .map((id) => ({
      id,
      family: "sums",
      split: "train",
      difficulty: 1,
      prompt: `What is ${id}?`,
      max_tokens: 9,
      grader: { kind: "number", value: 1 },
    }))
    .map((question) => JSON.stringify(question))
    .join("\n"),
  "q.jsonl",
);

describe("recordAnswers", () => {
  it("stops when it is told to; what was recorded stays, and the next run asks only the rest", async () => {
    const rungs = ["one:1b", "two:7b"].map(rungOf);
    const written: LogEntry[] = [];
    const stop = new AbortController();

    const first = recordAnswers(plan(rungs, written, stop.signal, () => stop.abort(new Error("stopped"))));
    await expect(first).rejects.toThrow("stopped");
    expect(new Set(written.map(({ question }) => question))).toEqual(new Set(["a"]));

    const asked: number[] = [];
    const rest = plan(rungs, written, new AbortController().signal, ({ done }) => asked.push(done));
    await recordAnswers(rest);

    expect(asked).toEqual([2, 3]);
    expect(written.filter(({ kind }) => kind === "answer")).toHaveLength(6);
    expect(written.filter(({ kind }) => kind === "self-check")).toHaveLength(3);
  });

  it("records the code of an engine's error, and goes on", async () => {
    const [rung] = ["one:1b"].map(rungOf);
    const lacking = rung && { ...rung, logged: { ...rung.logged, name: "gone", model: "not-there" } };
    const written: LogEntry[] = [];

    await recordAnswers(
      plan(
        [lacking, rung].flatMap((one) => one ?? []),
        written,
        new AbortController().signal,
      ),
    );

    expect(written.filter(({ kind }) => kind === "failed")).toEqual(
      ["a", "b", "c"].map((question) => ({ kind: "failed", question, rung: "gone", code: "engine-lacks-model" })),
    );
    expect(written.filter(({ kind }) => kind === "answer")).toHaveLength(3);
  });
});

function plan(
  rungs: readonly LiveRung[],
  written: LogEntry[],
  signal: AbortSignal,
  onProgress: Parameters<typeof recordAnswers>[0]["onProgress"] = () => undefined,
): Parameters<typeof recordAnswers>[0] {
  const header: LogHeader = {
    kind: "header",
    version: 1,
    date: "2026-11-22",
    question_set: { name: "q.jsonl", digest: "", count: questions.length },
    rungs: rungs.map(({ logged }) => logged),
    settings: { temperature: 0 },
    machine: { cpu: "", cores: 1, memory_gb: 1, load: "" },
  };
  const file = {
    log: { header, entries: [...written] },
    add: async (entry: LogEntry) => void written.push(entry),
  };
  return { rungs, questions, embedder: undefined, file, onProgress, clock, signal };
}

function rungOf(model: string): LiveRung {
  const definition = Backend.fromPartial({
    id: model,
    type: "simulated",
    hardware: "cpu",
    models: { supported: [model] },
  });
  const adapter = createSimulatedAdapter({ definition, clock });
  const registry = createRegistry({ entries: [{ definition, adapter }], policy: { unhealthyThreshold: 3 }, clock });
  const backend = registry.get(model) satisfies RegisteredBackend | undefined;
  if (!backend) throw new Error("the registry has the backend that it was given");
  const logged: LoggedRung = {
    name: model,
    backend: model,
    model,
    digest: "",
    engine: "simulated",
    engine_version: "1",
    hardware: "cpu",
    emulated: true,
  };
  return { logged, backend };
}
