import type { Pipeline, Stage } from "@compute-proxy/api";
import { printable } from "@compute-proxy/core";
import { checkDeadline } from "./check-deadline.js";
import { checkEscalation } from "./check-escalation.js";
import { checkFailover } from "./check-failover.js";
import { checkOrder } from "./check-order.js";
import { checkPlacement } from "./check-placement.js";
import { checkPolicy } from "./check-policy.js";
import { checkOptionsOfType, checkStageCondition, checkStageTemplate } from "./check-texts.js";
import { checkTiers } from "./check-tiers.js";
import { type PipelineFacts, type PipelineProblem, within } from "./pipeline-problem.js";

/**
 * Everything that is wrong with a definition: references, models, tiers, paths, thresholds, templates, conditions and the order
 * of stages; [] when it can run. Types and ranges of single values are the schema's affair.
 */
export function checkPipeline(pipeline: Pipeline, facts: PipelineFacts): readonly PipelineProblem[] {
  if (pipeline.stages.length === 0) return [{ path: ["stages"], message: "a pipeline needs at least one stage" }];
  const stages = pipeline.stages.flatMap((stage, index) =>
    within(["stages", index], checkStage(stage, index, pipeline, facts)).map((problem) => ({
      ...problem,
      message: `stage "${printable(stage.id)}": ${problem.message}`,
    })),
  );
  return [...stages, ...checkTiers(pipeline, facts)];
}

function checkStage(stage: Stage, index: number, pipeline: Pipeline, facts: PipelineFacts): readonly PipelineProblem[] {
  const earlier = pipeline.stages.slice(0, index);
  const surroundings = {
    earlier,
    laterStages: pipeline.stages.slice(index).map(({ id }) => id),
    preserveContext: pipeline.options?.preserveContext === true,
  };
  const template = checkStageTemplate(stage, surroundings);
  return [
    ...checkId(stage, earlier),
    ...checkPlacement(stage, facts),
    ...checkPolicy(stage),
    ...checkEscalation(stage, pipeline.tiers, facts),
    ...checkFailover(stage),
    ...checkDeadline(stage),
    ...checkOptionsOfType(stage),
    ...checkStageCondition(stage, surroundings),
    ...template,
    ...checkOrder(stage, earlier.at(-1), template.length === 0),
  ];
}

function checkId({ id }: Stage, earlier: readonly Stage[]): readonly PipelineProblem[] {
  const twin = earlier.findIndex((stage) => stage.id === id);
  return twin < 0
    ? []
    : [{ path: ["id"], message: `stage ${twin + 1} has the same id: ids must differ within a pipeline` }];
}
