import type { JudgedRun } from "@compute-proxy/forwarding";
import { ProxyError } from "@compute-proxy/core";
import type { OutcomeReports, ReportedOutcome } from "../outcome-reports.js";

/** Outcomes that know one answer, and what they got. */
export interface ScriptedOutcomes extends OutcomeReports {
  readonly remembered: readonly JudgedRun[];
  readonly reported: readonly ReportedOutcome[];
}

/** Makes them. Of other runs and stages they say that they are not remembered. */
export function scriptedOutcomes(known: Pick<JudgedRun, "runId" | "stageId">): ScriptedOutcomes {
  const remembered: JudgedRun[] = [];
  const reported: ReportedOutcome[] = [];
  return {
    remembered,
    reported,
    remember: (answer) => void remembered.push(answer),
    report(outcome) {
      const { runId, stageId } = outcome;
      const isKnown = runId === known.runId && (stageId === "" || stageId === known.stageId);
      if (!isKnown) throw new ProxyError("run-not-found", "only one run is remembered here");
      reported.push(outcome);
      return { model: "small", modelDigest: "sha256:aa", task: `p/${known.stageId}`, labels: reported.length };
    },
  };
}
