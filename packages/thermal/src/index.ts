export { createHeatKeeper, type HeatKeeper } from "./heat-keeper.js";
export { readSensors, type SensorPlan } from "./read-sensors.js";
export { recordingSource } from "./recording-source.js";
export { simulatedSource, type SimulatedThermometer } from "./simulated-source.js";
export type { ThermalSource } from "./thermal-source.js";
