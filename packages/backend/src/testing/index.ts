export { describeBackendContract } from "./backend-contract.js";
export { brokenBodies } from "./broken-bodies.js";
export type { BackendUnderTest, ContractHarness } from "./contract-harness.js";
export { type OpenPort, overGrpc } from "./over-grpc.js";
export { type RawServer, startRawServer } from "./raw-server.js";
export { type ScriptedAnswer, scriptedBackend, type ScriptedBackend, type ScriptedVoice } from "./scripted-backend.js";
