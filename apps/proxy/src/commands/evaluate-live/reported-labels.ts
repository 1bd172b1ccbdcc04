import { existsSync } from "node:fs";
import { join } from "node:path";
import { printable, ProxyError } from "@compute-proxy/core";
import type { ReportedLabel } from "@compute-proxy/evaluation";
import { createOutcomes } from "@compute-proxy/outcomes";

/** What ReportOutcome kept under a `data_dir`. Throws `invalid-request` where there is nothing, and as `Outcomes.labels` does. */
export function reportedLabels(dataDir: string): readonly ReportedLabel[] {
  if (!existsSync(dataDir)) throw nothingIn(dataDir, "does not exist");
  if (!existsSync(join(dataDir, "outcomes.sqlite"))) throw nothingIn(dataDir, "holds no outcomes.sqlite");
  const labels = createOutcomes({ dataDir }).labels();
  if (labels.length === 0) throw nothingIn(dataDir, "holds an outcomes.sqlite without a verdict");
  return labels;
}

function nothingIn(dataDir: string, why: string): ProxyError {
  const fix = "name the data_dir of a proxy to which outcomes were reported with ReportOutcome";
  return new ProxyError("invalid-request", `--outcomes: "${printable(dataDir)}" ${why}: ${fix}`);
}
