import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitConfidence, tokenPrior } from "@compute-proxy/calibration";
import { expect, it } from "@jest/globals";
import { createOutcomes } from "./index.js";

it("keeps verdicts and gives them to a fit, as the README shows", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "outcomes-"));
  const features = Object.fromEntries(tokenPrior.features.map((name) => [name, 0.5]));

  // README
  const outcomes = createOutcomes({ dataDir });
  outcomes.remember({
    runId: "7f4c",
    stageId: "draft",
    facts: { model: "smollm2:135m", modelDigest: "sha256:9077", task: "adaptive-text/draft" },
    features,
    confidence: 0.62,
  });
  const { task, labels } = outcomes.report({ runId: "7f4c", stageId: "draft", good: true });

  const fitted = fitConfidence(
    outcomes.labels().filter(({ facts }) => facts.task === task),
    { prior: tokenPrior, fittedOn: { model: "sha256:9077", task, set: "reported outcomes" } },
  );
  // README

  expect([labels, fitted.labels]).toEqual([1, 1]);
  await rm(dataDir, { recursive: true });
});

it("has the same text in the README", async () => {
  const [readme, source] = await Promise.all(["../README.md", "./example.test.ts"].map(read));

  expect(block(readme ?? "")).toBe(marked(source ?? ""));
});

function read(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

/** The README's first block, without its imports. */
function block(readme: string): string {
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  return code.replace(/^import .*\n/gm, "").trim();
}

/** What stands between two README marks, as it would stand at the margin. */
function marked(source: string): string {
  const [, code = ""] = /^ {2}\/\/ README\n([\s\S]*?)\n {2}\/\/ README$/m.exec(source) ?? [];
  return code.replace(/^ {2}/gm, "");
}
