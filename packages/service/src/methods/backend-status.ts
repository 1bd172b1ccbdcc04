import { BackendStatus } from "@compute-proxy/api";
import type { RegisteredBackend } from "@compute-proxy/backend";

/** reachable, unreachable, disabled, or unknown before the first check. */
export function backendHealth({ definition, state }: RegisteredBackend): string {
  return definition.enabled === false ? "disabled" : state.kind;
}

/** A backend as last seen. */
export function backendStatus(backend: RegisteredBackend, now: number): BackendStatus {
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
