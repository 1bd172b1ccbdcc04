import type { Stage } from "@compute-proxy/api";
import {
  hardwareAliases,
  hardwareKind,
  hardwareKinds,
  resolveModel,
  type StageType,
  stageType,
  stageTypes,
} from "@compute-proxy/backend";
import { didYouMean, printable } from "@compute-proxy/core";
import { ableBackends, canDo, isEnabled, modelNames, someOf } from "./able-backends.js";
import type { PipelineFacts, PipelineProblem } from "./pipeline-problem.js";

/** Whether some backend can do the stage's type with its model, and whether its preferences name something real. */
export function checkPlacement(stage: Stage, facts: PipelineFacts): readonly PipelineProblem[] {
  const type = stageType(stage.type);
  if (type === undefined)
    return [
      { path: ["type"], message: `"${printable(stage.type)}" is no stage type${didYouMean(stage.type, stageTypes)}` },
    ];
  if (type === "custom")
    return [{ path: ["type"], message: `"custom" is not supported yet (it comes with custom stages)` }];
  const able = ableBackends(type, facts);
  return [
    ...(able.length === 0 ? [{ path: ["type"], message: nobodyCan(type, facts) }] : checkModel(stage, type, facts)),
    ...checkPreferredBackend(stage, type, facts, able.length > 0),
    ...checkPreferredHardware(stage),
  ];
}

function nobodyCan(type: StageType, facts: PipelineFacts): string {
  const disabled = facts.backends.filter((backend) => canDo(backend, type, facts)).map(({ id }) => `"${id}"`);
  return disabled.length === 0
    ? `no backend can do ${type} yet`
    : `every backend that can do ${type} is disabled: ${someOf(disabled, ", ")}`;
}

function checkModel(stage: Stage, type: StageType, facts: PipelineFacts): readonly PipelineProblem[] {
  if (stage.model === "") return [];
  const able = ableBackends(type, facts);
  const refusals = able.flatMap((backend) => {
    const resolution = resolveModel(backend, stage.model, type);
    return resolution.kind === "served" ? [] : [resolution.because];
  });
  if (refusals.length < able.length) return [];
  const hint = didYouMean(stage.model, modelNames(able));
  const message = `no backend that can do ${type} serves model "${printable(stage.model)}"${hint}: ${someOf(refusals, "; ")}`;
  return [{ path: ["model"], message }];
}

function checkPreferredBackend(
  stage: Stage,
  type: StageType,
  facts: PipelineFacts,
  someCan: boolean,
): readonly PipelineProblem[] {
  const id = stage.preferredBackend;
  if (id === "") return [];
  const path = ["preferred_backend"];
  const backend = facts.backends.find((candidate) => candidate.id === id);
  if (!backend) {
    const known = facts.backends.map((candidate) => candidate.id);
    return [{ path, message: `backend "${printable(id)}" is not configured${didYouMean(id, known)}` }];
  }
  if (!isEnabled(backend)) return [{ path, message: `backend "${id}" is disabled in the configuration` }];
  if (!canDo(backend, type, facts)) return someCan ? [{ path, message: `backend "${id}" cannot do ${type}` }] : [];
  if (stage.model === "" || checkModel(stage, type, facts).length > 0) return [];
  const resolution = resolveModel(backend, stage.model, type);
  return resolution.kind === "served"
    ? []
    : [{ path, message: `backend "${id}" does not serve the stage's model: ${resolution.because}` }];
}

function checkPreferredHardware(stage: Stage): readonly PipelineProblem[] {
  const name = stage.preferredHardware;
  return name === "" || hardwareKind(name) !== undefined
    ? []
    : [{ path: ["preferred_hardware"], message: unknownHardware(name) }];
}

/** What to say of a name that is no kind of hardware. */
export function unknownHardware(name: string): string {
  const known = [...hardwareKinds, ...Object.keys(hardwareAliases)];
  return `"${printable(name)}" is no kind of hardware${didYouMean(name, known)}: it is one of ${known.join(", ")}`;
}
