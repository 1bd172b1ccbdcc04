import type { Annotations, PipelineStreamResponse } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { type RunReads, type SingleStageRun, validateRun } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";
import { startRun } from "./start-run.js";

/** A call of one stage, and the run that it is. */
export interface SingleCall {
  readonly run: SingleStageRun;
  readonly annotations: Annotations | undefined;
  /** What is wrong besides the input and the annotations. */
  readonly violations: readonly Violation[];
  /** Where the request has what the run calls input.text. */
  readonly textField: string;
}

/** The run of a call of one stage. Throws all violations at once, before anything starts. */
export function singleRun(
  parts: ServiceParts,
  call: SingleCall,
  scope: CallScope,
  reads: RunReads,
): AsyncIterable<PipelineStreamResponse> {
  const { annotations, textField } = call;
  const { pipeline, input } = call.run;
  const ofRun = validateRun(pipeline, input, { registry: parts.registry, annotations });
  refuseViolations([...ofRun.map((violation) => inWordsOf(violation, textField)), ...call.violations]);
  return startRun(parts, { pipeline, input, options: undefined, annotations, reads }, scope);
}

/** The violation under the name that the field has in the request: there is no input around it. */
function inWordsOf({ field, description }: Violation, textField: string): Violation {
  return { field: field === "input.text" ? textField : field.replace(/^input\./, ""), description };
}
