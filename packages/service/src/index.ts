export type { ErrorPlace } from "./call/guard-calls.js";
export { type ComputeServerParts, createComputeServer } from "./server/compute-server.js";
export type { GrpcServer, ServerProtection } from "./server/grpc-server.js";
export type { HeapReading } from "./server/heap-pressure.js";
export type { HeatGauge, ServiceParts } from "./service-parts.js";
export type { FiledOutcome, OutcomeReports, ReportedOutcome } from "./outcome-reports.js";
export type { EndedCall } from "./worker/note-calls.js";
export { createWorkerServer, type WorkerServerParts } from "./worker/worker-server.js";
