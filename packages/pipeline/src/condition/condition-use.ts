import { type InputField, isInputField } from "./condition-fields.js";
import type { ConditionRead } from "./condition-path.js";
import { readCondition } from "./read-condition.js";

/** What a condition reads: so that a run's input can be checked before any stage runs. */
export interface ConditionUse {
  readonly inputFields: readonly InputField[];
  /** Names of the variables that it reads by name. */
  readonly variables: readonly string[];
  /** Those that it nowhere tests with has(): without them it fails. */
  readonly requiredVariables: readonly string[];
  /** Ids of the stages that it asks about. */
  readonly stages: readonly string[];
  /** Ids of the stages whose confidence it reads: they have to measure it. */
  readonly confidences: readonly string[];
  /** Ids of the backends that it names in env.reachable. */
  readonly backends: readonly string[];
}

/** What a checked condition reads. */
export function conditionUse(source: string): ConditionUse {
  return useOf(readCondition(source).reads);
}

export function useOf(reads: readonly ConditionRead[]): ConditionUse {
  const tested = pathsAt(reads, ["input", "variables"], true);
  const variables = [...new Set(pathsAt(reads, ["input", "variables"]))];
  return {
    inputFields: [...new Set(pathsAt(reads, ["input"]).filter(isInputField))],
    variables,
    requiredVariables: variables.filter((name) => !tested.includes(name)),
    stages: [...new Set(pathsAt(reads, ["stages"]))],
    confidences: [
      ...new Set(reads.filter(readsConfidence).flatMap(({ path: [id] }) => (id === undefined ? [] : [id]))),
    ],
    backends: [...new Set(pathsAt(reads, ["env", "reachable"]))],
  };
}

function readsConfidence({ root, path }: ConditionRead): boolean {
  return root === "stages" && path[1] === "confidence";
}

/** The names that are read directly below a path. */
function pathsAt(reads: readonly ConditionRead[], above: readonly string[], testedOnly = false): string[] {
  return reads.flatMap(({ root, path, tested }) => {
    const whole = [root, ...path];
    const name = whole[above.length];
    const below = above.every((step, index) => whole[index] === step);
    return below && name !== undefined && (tested || !testedOnly) ? [name] : [];
  });
}
