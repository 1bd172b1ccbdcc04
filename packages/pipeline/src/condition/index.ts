export { checkCondition } from "./check-condition.js";
export { type ConditionUse, conditionUse } from "./condition-use.js";
export type { ConditionValues } from "./condition-values.js";
export { evaluateCondition } from "./evaluate-condition.js";
