export type { Adapter } from "./adapter.js";
export { type BackendType, backendTypes } from "./backend-type.js";
export { type BackendState, type HealthPolicy, observe, type Observation, unknownState } from "./backend-state.js";
export { type EngineMarks, namedBackend } from "./call-metadata.js";
export { type Circuit, type CircuitPolicy, letsThrough } from "./circuit/circuit.js";
export type { CallEvent, Circuits } from "./circuit/circuits.js";
export { callError, engineError, type EngineName } from "./engine-error.js";
export { hardwareAliases, type HardwareKind, hardwareKind, hardwareKinds } from "./hardware-kind.js";
export { checkAll, type HealthCheckPlan, runHealthChecks } from "./health-checks.js";
export type { Lane, LaneLimits, LaneStatus } from "./lane/lane.js";
export { priorities, type Priority } from "./lane/priority.js";
export { longestModelName, matchesModelPattern } from "./model-pattern.js";
export type { BackendPort, Port, Scope } from "./port.js";
export { promptViolations } from "./prompt-violations.js";
export { createRegistry, type Registry, type RegistryParts } from "./registry.js";
export { defaultLimits, type RegisteredBackend } from "./registered-backend.js";
export { createRemoteAdapter, type RemoteAdapterParts, remoteCapabilities } from "./remote-adapter.js";
export { remoteBackend, type RemoteOptions } from "./remote-backend.js";
export { parseRemoteEndpoint, type RemoteEndpoint } from "./remote-endpoint.js";
export {
  allowsModel,
  findModel,
  liveModels,
  type LiveModels,
  type ModelResolution,
  preferredModel,
  resolveModel,
} from "./resolve-model.js";
export type { RetryBudget, RetryBudgetStatus } from "./retry-budget.js";
export { retryAfter, saysBusy } from "./retry-after.js";
export { serveBackend, serveBackends, type ServedBackend } from "./serve-backend.js";
export { servedModels } from "./served-models.js";
export { type StageType, stageType, stageTypes } from "./stage-type.js";
export { unsupported } from "./unsupported.js";
