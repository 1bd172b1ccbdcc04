import { spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "@jest/globals";
import { answer, testOutcomes } from "./testing/test-outcomes.js";

const verdicts = 40;

/** A process that reports so many verdicts on answers of its own, again where the file is held by the other. */
const program = `
  import { createOutcomes } from "@compute-proxy/outcomes";
  const [dataDir, name, answer] = process.argv.slice(1);
  const outcomes = createOutcomes({ dataDir });
  for (let run = 0; run < ${verdicts}; ) {
    const runId = name + run;
    outcomes.remember({ ...JSON.parse(answer), runId });
    try {
      outcomes.report({ runId, stageId: "", good: run % 2 === 0 });
      run += 1;
    } catch (error) {
      if (error.code !== "outcomes-locked") throw error;
    }
  }`;

it("two processes that write at the same time lose no verdict, and leave the file whole", async () => {
  using kept = testOutcomes();
  const folder = new URL("..", import.meta.url);

  const ends = ["a", "b"].map(async (name) => {
    const words = ["--input-type=module", "-e", program, kept.folder, name, JSON.stringify(answer())];
    const [code] = (await once(spawn(process.execPath, words, { cwd: folder, stdio: "inherit" }), "exit")) as [number];
    return code;
  });

  expect(await Promise.all(ends)).toEqual([0, 0]);
  expect(kept.outcomes.labels()).toHaveLength(2 * verdicts);
  using database = new DatabaseSync(kept.file, { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").get()).toMatchObject({ integrity_check: "ok" });
});
