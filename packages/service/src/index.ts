export type { ErrorPlace } from "./call/guard-calls.js";
export { type ComputeServer, type ComputeServerParts, createComputeServer } from "./server/compute-server.js";
export type { ServiceParts } from "./service-parts.js";
