const thermal = "thermal failover";
const failover = "failover in mid-generation";
const energy = "power budgets";
const patterns = "parallel stages and speculation";
const handlers = "custom stages";

/** Keys of a stage that come later. */
export const laterStageKeys = {
  budget: energy,
  candidates: patterns,
  custom: handlers,
  deadline: failover,
  depends_on: patterns,
  failover,
  handler: handlers,
  hedge: patterns,
  latency_critical: failover,
  on_error: patterns,
  output_transform: handlers,
  parallel_count: patterns,
  select: patterns,
  speculate: patterns,
  timeout_ms: failover,
} as const satisfies Record<string, string>;

/** Keys of a forwarding policy that come later. */
export const laterPolicyKeys = {
  budget: energy,
  deadline: failover,
  enable_latency_check: failover,
  enable_power_budget: energy,
  enable_streaming_failover: failover,
  enable_thermal_check: thermal,
  failover,
  max_fan_percent: thermal,
  max_latency_ms: failover,
  max_power_watts: energy,
  max_temperature: thermal,
} as const satisfies Record<string, string>;

/** Keys of a pipeline's options that come later. */
export const laterOptionKeys = {
  battery_rules: energy,
  budget: energy,
  deadline: failover,
  latency_critical: failover,
  parallel_stages: patterns,
} as const satisfies Record<string, string>;

/** Keys of a pipeline that come later. */
export const laterPipelineKeys = {
  battery_rules: energy,
  budget: energy,
  deadline: failover,
  failover,
  latency_critical: failover,
  parallel_stages: patterns,
} as const satisfies Record<string, string>;

/** Stage types that come later. */
export const laterStageTypes: Readonly<Record<string, string>> = { custom: handlers };
