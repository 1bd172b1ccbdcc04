export { describeBackendContract } from "./backend-contract.js";
export type { BackendUnderTest, ContractHarness } from "./contract-harness.js";
export { type OpenPort, overGrpc } from "./over-grpc.js";
export { type ScriptedAnswer, scriptedBackend, type ScriptedBackend } from "./scripted-backend.js";
