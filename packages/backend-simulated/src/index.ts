export { type Device, deviceOf, tokenDueMs } from "./device.js";
export { createSimulatedAdapter, type SimulatedParts } from "./simulated-adapter.js";
