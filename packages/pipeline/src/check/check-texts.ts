import type { Stage } from "@compute-proxy/api";
import { checkCondition } from "../condition/index.js";
import { checkTemplate } from "../template/index.js";
import type { PipelineProblem } from "./pipeline-problem.js";

/** What a template or a condition is checked against. */
export interface TextSurroundings {
  /** The stages above. */
  readonly earlier: readonly Stage[];
  /** Ids of the stage itself and of those below. */
  readonly laterStages: readonly string[];
  readonly preserveContext: boolean;
}

/** Whether the template parses, and reads only what is there at this stage. */
export function checkStageTemplate(
  stage: Stage,
  { earlier, laterStages, preserveContext }: TextSurroundings,
): readonly PipelineProblem[] {
  if (!stage.inputTransform) return [];
  if (stage.type === "audio_to_text") {
    return [
      {
        path: ["input_transform"],
        message: "a template makes a prompt, and audio_to_text takes audio: it has no effect",
      },
    ];
  }
  const path = ["input_transform", "template"];
  const problems = checkTemplate(stage.inputTransform.template, {
    firstStage: earlier.length === 0,
    preserveContext,
    earlierStages: earlier.map(({ id }) => id),
    laterStages,
  });
  return problems.map((problem) => ({ ...problem, path }));
}

/** Whether the condition parses, and asks only about what is known before this stage. */
export function checkStageCondition(
  stage: Stage,
  { earlier, laterStages }: TextSurroundings,
): readonly PipelineProblem[] {
  if (stage.when === undefined) return [];
  const earlierStages = earlier.map(({ id, type, forwardingPolicy }) => ({
    id,
    type,
    qualityChecked: forwardingPolicy?.enableQualityCheck === true,
  }));
  return checkCondition(stage.when, { earlierStages, laterStages }).map((problem) => ({ ...problem, path: ["when"] }));
}

/** Whether each key that some types have belongs to the stage's type. */
export function checkOptionsOfType(stage: Stage): readonly PipelineProblem[] {
  const sets = [
    { key: "generation", given: stage.generation, type: "text_generation" },
    { key: "transcription", given: stage.transcription, type: "audio_to_text" },
    { key: "speech", given: stage.speech, type: "text_to_audio" },
    { key: "failover", given: stage.failover, type: "text_generation" },
    { key: "deadline", given: stage.deadline, type: "text_generation" },
    { key: "routing", given: stage.routing === "" ? undefined : stage.routing, type: "text_generation" },
  ];
  return sets.flatMap(({ key, given, type }) =>
    given === undefined || stage.type === type
      ? []
      : [{ path: [key], message: `${key} works on ${type} only, not on ${stage.type}` }],
  );
}
