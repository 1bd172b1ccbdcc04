import { BackendStatus, CircuitStatus, ContinuationStatus, type ModelInfo, type QueueStatus } from "@compute-proxy/api";
import type { Circuit, RegisteredBackend } from "@compute-proxy/backend";
import { printable } from "@compute-proxy/core";
import type { ServiceParts } from "../service-parts.js";

/** reachable, unreachable, disabled, or unknown before the first check. */
export function backendHealth({ definition, state }: RegisteredBackend): string {
  return definition.enabled === false ? "disabled" : state.kind;
}

/** A backend as last seen. */
export function backendStatus(
  backend: RegisteredBackend,
  now: number,
  { heat, continuations }: Pick<ServiceParts, "heat" | "continuations">,
): BackendStatus {
  const { definition, state } = backend;
  const description = state.kind === "unknown" ? undefined : state.description;
  return BackendStatus.fromPartial({
    backend: definition,
    health: backendHealth(backend),
    message: state.kind === "unreachable" ? state.because : "",
    engineVersion: description?.engineVersion ?? "",
    models: description?.models ?? [],
    checkedMsAgo: state.kind === "unknown" ? undefined : now - state.seenAt,
    capabilities: [...capabilitiesNow(backend)],
    ...(backend.simulated ? { simulated: true } : {}),
    queue: queueStatus(backend),
    circuits: backend.circuits.list().map(([model, circuit]) => circuitStatus(model, circuit, now)),
    heat: heat?.status(definition, now),
    continuations: continuations ? continuationsOf(definition.id, description?.models ?? [], continuations) : [],
  });
}

/** Of the models that were probed. */
function continuationsOf(
  backend: string,
  models: readonly ModelInfo[],
  book: NonNullable<ServiceParts["continuations"]>,
): ContinuationStatus[] {
  return models.flatMap(({ name }) => {
    const ability = book.of(backend, name);
    if (!ability) return [];
    const { modes, boundaryTrouble } = ability;
    return [ContinuationStatus.fromPartial({ model: name, modes: [...modes], boundaryTrouble })];
  });
}

function queueStatus({ lane }: RegisteredBackend): QueueStatus {
  const { running, waiting, maxConcurrent, maxQueued, refused } = lane.status();
  const { interactive, background } = waiting;
  return { running, waitingInteractive: interactive, waitingBackground: background, maxConcurrent, maxQueued, refused };
}

function circuitStatus(model: string, circuit: Circuit, now: number): CircuitStatus {
  return CircuitStatus.fromPartial({
    model: printable(model),
    state: circuit.kind,
    failures: circuit.failures,
    reason: circuit.because ?? "",
    retryInMs: circuit.kind === "open" ? Math.max(0, circuit.until - now) : undefined,
  });
}

/** What the adapter implements and, once the engine has told its models, one of them can do. Nothing while it is not there. */
function capabilitiesNow({ definition, state, capabilities }: RegisteredBackend): readonly string[] {
  if (definition.enabled === false || state.kind !== "reachable") return [];
  const models = state.description?.models;
  return models
    ? capabilities.filter((type) => models.some((model) => model.capabilities.includes(type)))
    : capabilities;
}
