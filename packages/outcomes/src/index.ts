export { createOutcomes, type FiledVerdict, type Outcomes, type OutcomesPlan, type Verdict } from "./outcomes.js";
export type { StoredLabel } from "./stored-label.js";
