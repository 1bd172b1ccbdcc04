import { type ReportOutcomeRequest, ReportOutcomeResponse } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import { checkName, checkRunId } from "../checks/check-name.js";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";

/** A verdict on an answer of this process. Throws all violations at once, before anything is looked up. */
export function reportOutcome({ outcomes }: ServiceParts, request: ReportOutcomeRequest): ReportOutcomeResponse {
  const { runId, stageId, good } = request;
  const missing = { field: "good", description: "must say true or false: there is no verdict by default" };
  refuseViolations([...checkRunId(runId), ...checkName("stage_id", stageId), ...(good === undefined ? [missing] : [])]);
  if (!outcomes) throw new ProxyError("outcomes-not-kept", "this proxy keeps no outcomes");
  return ReportOutcomeResponse.fromPartial(outcomes.report({ runId, stageId, good: good === true }));
}
