export { type ApiName, apiNames } from "./api-name.js";
export type { Counters } from "./counters.js";
export type { FaultDefinition, Parameters } from "./faults/definition.js";
export type { FaultWish } from "./faults/fault-order.js";
export { type FaultName, faults } from "./faults/faults.js";
export type { Pace } from "./pace.js";
export { type MockEngine, type MockEngineOptions, startMockEngines } from "./start-mock-engines.js";
