export { checkCondition } from "./check-condition.js";
export type { InputField } from "./condition-fields.js";
export type { ConditionScope, ConditionStage } from "./condition-scope.js";
export { type ConditionUse, conditionUse } from "./condition-use.js";
export type { ConditionStageValues, ConditionValues } from "./condition-values.js";
export { evaluateCondition } from "./evaluate-condition.js";
