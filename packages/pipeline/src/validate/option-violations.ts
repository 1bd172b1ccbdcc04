import type { Pipeline, PipelineOptions } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { templateUse } from "../template/index.js";
import { requestLimits } from "./request-limits.js";

/** What is wrong with a request's options, for this pipeline. */
export function optionViolations(pipeline: Pipeline, options: PipelineOptions | undefined): readonly Violation[] {
  if (!options) return [];
  const violations: Violation[] = [];
  if (options.parallelStages !== undefined) {
    violations.push({
      field: "options.parallel_stages",
      description: "is not supported yet; stages run one after the other",
    });
  }
  const { stageTimeoutMs } = options;
  const { milliseconds } = requestLimits;
  if (stageTimeoutMs !== undefined && !(stageTimeoutMs >= 1 && stageTimeoutMs <= milliseconds)) {
    const description = `must be 1 to ${milliseconds} ms; leave it out for no limit`;
    violations.push({ field: "options.stage_timeout_ms", description });
  }
  const reader = options.preserveContext === false ? contextReader(pipeline) : undefined;
  if (reader !== undefined) {
    const description = `cannot be false: the template of stage "${reader}" reads .Context or .Stages`;
    violations.push({ field: "options.preserve_context", description });
  }
  return violations;
}

function contextReader({ stages }: Pipeline): string | undefined {
  return stages.find(({ inputTransform }) => {
    if (!inputTransform) return false;
    const use = templateUse(inputTransform.template);
    return use.context || use.stages.length > 0;
  })?.id;
}
