import type { Stage } from "@compute-proxy/api";
import { type StageType, stageType } from "@compute-proxy/backend";
import { templateUse } from "../template/index.js";
import type { PipelineProblem } from "./pipeline-problem.js";

type Kind = "text" | "audio" | "vector";

const kinds = {
  text_generation: { takes: "text", gives: "text" },
  audio_to_text: { takes: "audio", gives: "text" },
  text_to_audio: { takes: "text", gives: "audio" },
  embedding: { takes: "text", gives: "vector" },
  custom: undefined,
} as const satisfies Record<StageType, { readonly takes: Kind; readonly gives: Kind } | undefined>;

/** Whether a stage can take what the stage above it gives. The first stage takes what the run brings, which is checked then. */
export function checkOrder(
  stage: Stage,
  above: Stage | undefined,
  templateIsSound: boolean,
): readonly PipelineProblem[] {
  const own = kindsOf(stage);
  const gives = above && kindsOf(above)?.gives;
  if (!own || !above || !gives || own.takes === gives) return [];
  const clash = `${stage.type} needs ${own.takes}, but stage "${above.id}" above it gives ${gives === "vector" ? "a vector" : gives}`;
  if (own.takes === "audio") return [{ path: ["type"], message: clash }];
  if (!stage.inputTransform) return [{ path: ["type"], message: `${clash}: give it a template over .Query` }];
  const readsAbove = templateIsSound && readsInput(stage.inputTransform.template);
  return readsAbove
    ? [
        {
          path: ["input_transform", "template"],
          message: `${clash}: its template may not read .Input or .PreviousOutput`,
        },
      ]
    : [];
}

function kindsOf(stage: Stage): { readonly takes: Kind; readonly gives: Kind } | undefined {
  const type = stageType(stage.type);
  return type && kinds[type];
}

function readsInput(template: string): boolean {
  const use = templateUse(template);
  return use.input || use.previousOutput;
}
