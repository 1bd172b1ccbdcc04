import { existsSync, statSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { createOutcomes } from "./outcomes.js";
import { answer, refusalOf, testOutcomes } from "./testing/test-outcomes.js";

const verdict = { runId: "run-1", stageId: "draft", good: true };

describe("outcomes", () => {
  it("keep a verdict with the answer's features, facts, confidence and time, and nothing else", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());

    const filed = kept.outcomes.report(verdict);

    expect(filed).toEqual({ model: "small:135m", modelDigest: "sha256:aa", task: "adaptive-text/draft", labels: 1 });
    expect(createOutcomes({ dataDir: kept.folder }).labels()).toEqual([
      { ...answer(), group: "run-1", good: true, reportedAt: new Date("2026-01-02T12:00:01.000Z") },
    ]);
  });

  it("replace the first verdict on an answer by the second", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());
    kept.outcomes.report(verdict);

    const filed = kept.outcomes.report({ ...verdict, good: false });

    expect(filed.labels).toBe(1);
    expect(kept.outcomes.labels()).toMatchObject([{ good: false, reportedAt: new Date("2026-01-02T12:00:02.000Z") }]);
  });

  it.each([
    { what: "model", facts: { ...answer().facts, model: "large:7b" } },
    { what: "digest", facts: { ...answer().facts, modelDigest: "sha256:bb" } },
    { what: "task", facts: { ...answer().facts, task: "adaptive-text/review" } },
  ])("count the verdicts of one $what apart from those of another", ({ facts }) => {
    using kept = testOutcomes();
    for (const runId of ["run-1", "run-2"]) kept.outcomes.remember(answer({ runId }));
    kept.outcomes.remember(answer({ runId: "run-3", facts }));

    const labels = ["run-1", "run-2", "run-3"].map((runId) => kept.outcomes.report({ ...verdict, runId }).labels);

    expect(labels).toEqual([1, 2, 1]);
  });

  it("leave out what was not measured, as they got it", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer({ features: { q10: -0.25, margin: Number.NaN } }));

    kept.outcomes.report(verdict);

    expect(kept.outcomes.labels()[0]?.features).toEqual({ q10: -0.25 });
  });

  it("take the run's last stage where none is named", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer({ stageId: "draft" }));
    kept.outcomes.remember(answer({ stageId: "final" }));

    kept.outcomes.report({ ...verdict, stageId: "" });

    expect(kept.outcomes.labels()).toMatchObject([{ stageId: "final" }]);
  });

  it("know the last 1000 answers, and say so of others", () => {
    using kept = testOutcomes();
    for (let run = 0; run <= 1000; run += 1) kept.outcomes.remember(answer({ runId: `run-${run}` }));

    const refused = refusalOf(() => kept.outcomes.report({ ...verdict, runId: "run-0" }));

    expect(refused).toEqual({
      code: "run-not-found",
      message:
        'run "run-0" is not remembered: only the last 1000 answers with a measured confidence are, and only while this process lives',
    });
    expect(kept.outcomes.report({ ...verdict, runId: "run-1" }).labels).toBe(1);
  });

  it("name the stages that they know of a run", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());

    const refused = refusalOf(() => kept.outcomes.report({ ...verdict, stageId: "revew" }));

    expect(refused).toEqual({
      code: "run-not-found",
      message: 'run "run-1" has no answer of a stage "revew" with a measured confidence; it has: "draft"',
    });
  });
});

describe("the file of outcomes", () => {
  it("is made with the first verdict, readable by its owner alone", () => {
    using kept = testOutcomes();
    kept.outcomes.remember(answer());
    expect([existsSync(kept.file), kept.outcomes.labels()]).toEqual([false, []]);

    kept.outcomes.report(verdict);

    expect((statSync(kept.file).mode & 0o777).toString(8)).toBe("600");
  });

  it("begins anew when somebody has removed it", async () => {
    using kept = testOutcomes();
    for (const runId of ["run-1", "run-2"]) kept.outcomes.remember(answer({ runId }));
    kept.outcomes.report(verdict);
    kept[Symbol.dispose]();

    const filed = kept.outcomes.report({ ...verdict, runId: "run-2" });

    expect(filed.labels).toBe(1);
  });

  it("is shared by two processes: each sees the verdicts of the other", () => {
    using kept = testOutcomes();
    const other = createOutcomes({ dataDir: kept.folder });
    kept.outcomes.remember(answer());
    other.remember(answer({ runId: "run-2" }));

    kept.outcomes.report(verdict);

    expect(other.report({ ...verdict, runId: "run-2" }).labels).toBe(2);
  });
});
