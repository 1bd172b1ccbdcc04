import type { Pipeline, Stage } from "@compute-proxy/api";
import { type CalibrationBook, hasGates } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import { answerFacts, taskOf } from "./answer-facts.js";
import { gatesOf } from "./gates-of.js";

/** When drafts of a stage are aborted, by the calibration of each rung's model; undefined where the stage does not ask. */
export function earlyExitThetas(
  pipeline: Pipeline,
  stage: Stage,
  calibration: CalibrationBook | undefined,
): ((rung: Rung) => number | undefined) | undefined {
  if (!calibration || stage.forwardingPolicy?.enableEarlyExit !== true || !hasGates(gatesOf(stage))) return undefined;
  const task = taskOf(pipeline, stage);
  return (rung) => calibration.earlyExitTheta(answerFacts(rung, task));
}
