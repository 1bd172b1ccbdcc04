import type { Pipeline, Stage } from "@compute-proxy/api";
import type { AnswerFacts } from "@compute-proxy/forwarding";
import { listedDigest } from "../route/listed-digest.js";
import type { Rung } from "../route/rung.js";

/** The kind of work that a stage does, for the calibration. */
export function taskOf(pipeline: Pipeline, stage: Stage): string {
  return `${pipeline.id}/${stage.id}`;
}

/** Whose answer it is, for the calibration. Without a digest from the answer itself the newest list of the engine's models has it. */
export function answerFacts(rung: Rung, task: string, modelDigest = ""): AnswerFacts {
  return { model: rung.engineModel, modelDigest: modelDigest === "" ? listedDigest(rung) : modelDigest, task };
}
