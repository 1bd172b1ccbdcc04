export type { SoakResult, SoakScenario } from "./scenario.js";
export { soakScenarios } from "./scenarios.js";
