const energy = "power budgets";
const patterns = "parallel stages and speculation";
const handlers = "custom stages";

/** Keys of a stage that come later. */
export const laterStageKeys = {
  budget: energy,
  candidates: patterns,
  custom: handlers,
  depends_on: patterns,
  handler: handlers,
  hedge: patterns,
  on_error: patterns,
  output_transform: handlers,
  parallel_count: patterns,
  select: patterns,
  speculate: patterns,
} as const satisfies Record<string, string>;

/** Keys of a forwarding policy that come later. */
export const laterPolicyKeys = {
  budget: energy,
  enable_power_budget: energy,
  max_power_watts: energy,
} as const satisfies Record<string, string>;

/** Keys of a pipeline's options that come later. */
export const laterOptionKeys = {
  battery_rules: energy,
  budget: energy,
  parallel_stages: patterns,
} as const satisfies Record<string, string>;

/** Keys of a pipeline that come later. */
export const laterPipelineKeys = {
  battery_rules: energy,
  budget: energy,
  parallel_stages: patterns,
} as const satisfies Record<string, string>;

/** Stage types that come later. */
export const laterStageTypes: Readonly<Record<string, string>> = { custom: handlers };
