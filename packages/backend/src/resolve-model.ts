import type { Backend, ModelInfo } from "@compute-proxy/api";
import { printable } from "@compute-proxy/core";
import type { BackendState } from "./backend-state.js";
import { matchesModelPattern } from "./model-pattern.js";

/** Whether a backend serves a model, and under which name. */
export type ModelResolution =
  | { readonly kind: "served"; readonly engineModel: string }
  | { readonly kind: "not-served"; readonly because: string };

/** The live list of an engine; undefined while the engine was never reached. */
export type LiveModels = readonly ModelInfo[] | undefined;

/** The newest list of a backend's engine. */
export function liveModels(state: BackendState): LiveModels {
  return state.kind === "unknown" ? undefined : state.description?.models;
}

/**
 * Resolves the pipeline's name for a model on one backend: alias first, then the configured patterns, then the live list.
 * An empty name asks for the backend's preferred model of that stage type.
 */
export function resolveModel(
  backend: Backend,
  requested: string,
  stageType: string,
  live?: LiveModels,
): ModelResolution {
  if (requested === "") {
    const preferred = preferredModel(backend, stageType, live);
    return preferred === undefined
      ? { kind: "not-served", because: `backend "${backend.id}" has no preferred model for ${stageType}` }
      : { kind: "served", engineModel: preferred };
  }
  const engineModel = aliasOf(backend, requested) ?? requested;
  const configured = allowsModel(backend, engineModel);
  if (configured !== undefined) return { kind: "not-served", because: configured };
  if (live === undefined) return { kind: "served", engineModel };
  const info = findModel(live, engineModel);
  if (!info)
    return {
      kind: "not-served",
      because: `the engine of "${backend.id}" does not have model "${printable(engineModel)}"`,
    };
  if (!info.capabilities.includes(stageType)) {
    return {
      kind: "not-served",
      because: `model "${printable(engineModel)}" of "${backend.id}" cannot do ${stageType}`,
    };
  }
  return { kind: "served", engineModel: info.name };
}

/**
 * Why the configuration forbids an engine's model on a backend; undefined when it allows it. "x" and "x:latest" are one model:
 * a pattern for either means both.
 */
export function allowsModel(backend: Backend, engineModel: string): string | undefined {
  const models = backend.models;
  if (!models) return undefined;
  const names = namesOf(engineModel);
  const matches = (pattern: string): boolean => names.some((name) => matchesModelPattern(name, pattern));
  const excluded = models.excluded.find(matches);
  if (excluded !== undefined)
    return `model "${printable(engineModel)}" is excluded on "${backend.id}" by "${excluded}"`;
  if (models.supported.length === 0 || models.supported.some(matches)) return undefined;
  return `model "${printable(engineModel)}" fits no supported pattern of "${backend.id}" (${models.supported.join(", ")})`;
}

/**
 * The first preferred model that can do the stage type. Without a live list nobody knows which can: then the first preferred one
 * is taken for text, and for another type only when it is the only one.
 */
export function preferredModel(backend: Backend, stageType: string, live?: LiveModels): string | undefined {
  const preferred = backend.models?.preferred ?? [];
  if (live === undefined) return stageType === "text_generation" || preferred.length === 1 ? preferred[0] : undefined;
  const named = preferred
    .map((name) => findModel(live, name))
    .find((info) => info?.capabilities.includes(stageType) === true);
  if (named) return named.name;
  if (preferred.length > 0) return undefined;
  return live.find((info) => info.capabilities.includes(stageType) && allowsModel(backend, info.name) === undefined)
    ?.name;
}

function aliasOf(backend: Backend, requested: string): string | undefined {
  const aliases = backend.models?.aliases ?? {};
  return Object.hasOwn(aliases, requested) ? aliases[requested] : undefined;
}

/** The model of an engine's list that a name means. */
export function findModel(live: readonly ModelInfo[], name: string): ModelInfo | undefined {
  return namesOf(name)
    .map((candidate) => live.find((info) => info.name === candidate))
    .find((info) => info !== undefined);
}

const latest = ":latest";

/** Engines name a model with or without its default tag. */
function namesOf(model: string): readonly string[] {
  if (model.endsWith(latest)) return [model, model.slice(0, -latest.length)];
  return model.includes(":") ? [model] : [model, `${model}${latest}`];
}
