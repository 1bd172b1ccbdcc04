import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isProxyError } from "@compute-proxy/core";
import type { JudgedRun } from "@compute-proxy/forwarding";
import { createOutcomes, type Outcomes } from "../outcomes.js";

/** Outcomes in a folder that is removed after the test. */
export interface TestOutcomes extends Disposable {
  readonly outcomes: Outcomes;
  /** data_dir */
  readonly folder: string;
  /** The file of labels. */
  readonly file: string;
}

/** Noon of a day; each verdict is a second later. */
export function testOutcomes(): TestOutcomes {
  const folder = mkdtempSync(join(tmpdir(), "outcomes-"));
  let at = Date.UTC(2026, 0, 2, 12);
  const outcomes = createOutcomes({ dataDir: folder, date: () => new Date((at += 1000)) });
  return {
    outcomes,
    folder,
    file: join(folder, "outcomes.sqlite"),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An answer of a small model. */
export function answer(facts: Partial<JudgedRun> = {}): JudgedRun {
  return {
    runId: "run-1",
    stageId: "draft",
    facts: { model: "small:135m", modelDigest: "sha256:aa", task: "adaptive-text/draft" },
    features: { q10: -0.25, tokens: 12 },
    confidence: 0.62,
    ...facts,
  };
}

/** How an act was refused. */
export function refusalOf(act: () => unknown): { readonly code: unknown; readonly message: string } {
  try {
    act();
  } catch (error) {
    if (!isProxyError(error)) throw error;
    return { code: error.code, message: error.message };
  }
  throw new Error("nothing was refused");
}
