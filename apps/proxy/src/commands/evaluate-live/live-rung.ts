import type { Pipeline, Stage, Tier } from "@compute-proxy/api";
import { preferredModel, type RegisteredBackend, type Registry, resolveModel } from "@compute-proxy/backend";
import { printable, ProxyError } from "@compute-proxy/core";
import type { LoggedRung } from "@compute-proxy/evaluation";

/** A rung that can be asked. */
export interface LiveRung {
  readonly logged: LoggedRung;
  readonly backend: RegisteredBackend;
}

const type = "text_generation";

/** The stage whose rungs are evaluated: the first that writes text and has an escalation path of two rungs or more. */
export function escalatingStage({ id, stages }: Pipeline): Stage {
  const stage = stages.find((one) => one.type === type && (one.forwardingPolicy?.escalationPath.length ?? 0) > 1);
  if (stage) return stage;
  throw new ProxyError(
    "invalid-request",
    `pipeline "${printable(id)}" has no ${type} stage with an escalation path of two rungs: name one that has`,
  );
}

/**
 * The rungs of the stage's escalation path, weakest first, each with the model that serves it now. Throws `invalid-request` for a rung
 * whose engine is not there or lacks the model: half a ladder cannot be evaluated.
 */
export async function liveRungs(
  { tiers }: Pipeline,
  stage: Stage,
  registry: Registry,
  signal: AbortSignal,
): Promise<readonly LiveRung[]> {
  const path = stage.forwardingPolicy?.escalationPath ?? [];
  const rungs: LiveRung[] = [];
  for (const name of path) rungs.push(await liveRung(name, tiers, registry, signal));
  return rungs;
}

async function liveRung(
  name: string,
  tiers: Readonly<Record<string, Tier>>,
  registry: Registry,
  signal: AbortSignal,
): Promise<LiveRung> {
  const tier = Object.hasOwn(tiers, name) ? tiers[name] : undefined;
  const backend = registry.backends.find(({ id, definition }) =>
    tier && tier.backend === "" ? definition.hardware === tier.hardware : id === (tier?.backend ?? name),
  );
  if (!backend) throw unusable(name, "no configured backend serves it");
  const state = await registry.check(backend.id, signal);
  if (state.kind !== "reachable" || !state.description)
    throw unusable(name, `backend "${backend.id}" is not reachable`);
  const { description } = state;
  const wanted = tier?.model ?? preferredModel(backend.definition, type, description.models) ?? "";
  const model = resolveModel(backend.definition, wanted, type, description.models);
  if (model.kind === "not-served") throw unusable(name, model.because);
  const info = description.models.find((one) => one.name === model.engineModel);
  const watts = backend.definition.characteristics?.powerWatts;
  return {
    backend,
    logged: {
      name,
      backend: backend.id,
      model: model.engineModel,
      digest: info?.digest ?? "",
      engine: description.type,
      engine_version: description.engineVersion,
      ...(watts !== undefined && watts > 0 && { watts }),
      hardware: backend.definition.hardware,
      emulated: backend.definition.emulated === true || backend.simulated,
    },
  };
}

function unusable(name: string, because: string): ProxyError {
  return new ProxyError("invalid-request", `rung "${printable(name)}" cannot be evaluated: ${because}`);
}
