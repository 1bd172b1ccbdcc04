import { findModel, type RegisteredBackend, resolveModel } from "@compute-proxy/backend";
import type { ProbedModel } from "./continuation-book.js";

/** A model to be probed, where it is. */
export interface ProbeTarget extends ProbedModel {
  readonly backend: RegisteredBackend;
}

const stageType = "text_generation";

/**
 * The models that may have to go on with a text: on each reachable backend for text its preferred one, and those that `names`, the
 * pipelines' names for models, and its aliases mean there. None where fewer than two backends write text: nobody could go on.
 */
export function probeTargets(backends: readonly RegisteredBackend[], names: readonly string[]): readonly ProbeTarget[] {
  const writers = backends.filter(
    ({ definition, capabilities }) => definition.enabled !== false && capabilities.includes(stageType),
  );
  return writers.length < 2 ? [] : writers.flatMap((backend) => targetsOf(backend, names));
}

function targetsOf(backend: RegisteredBackend, names: readonly string[]): readonly ProbeTarget[] {
  const { id, definition, state } = backend;
  if (state.kind !== "reachable" || state.description === undefined) return [];
  const { models } = state.description;
  const asked = new Set(["", ...names, ...Object.keys(definition.models?.aliases ?? {})]);
  const served = [...asked].flatMap((name) => {
    const resolution = resolveModel(definition, name, stageType, models);
    return resolution.kind === "served" ? [resolution.engineModel] : [];
  });
  return [...new Set(served)].map((engineModel) => {
    const digest = findModel(models, engineModel)?.digest ?? "";
    return { backend, backendId: id, engineModel, digest };
  });
}
