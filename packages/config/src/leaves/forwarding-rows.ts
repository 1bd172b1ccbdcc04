import type { MisspelledRow } from "./misspelled-row.js";

/** Rows of what a stage says about forwarding and time. */
export const forwardingRows: readonly MisspelledRow[] = [
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_confidence_check",
    line: "          enable_confidence_check: true",
    key: "enable_confidence_check",
    misspelled: "enable_confdence_check",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.min_confidence",
    line: "          min_confidence: 0.75",
    key: "min_confidence",
    misspelled: "min_conidence",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.max_retries",
    line: "          max_retries: 1",
    key: "max_retries",
    misspelled: "max_rtries",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.escalation_path.[]",
    line: "          escalation_path: [small, large]",
    key: "escalation_path",
    misspelled: "escalaton_path",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_quality_check",
    line: "          enable_quality_check: true",
    key: "enable_quality_check",
    misspelled: "enable_quaity_check",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.quality_threshold",
    line: "          quality_threshold: 0.5",
    key: "quality_threshold",
    misspelled: "quality_hreshold",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_thermal_check",
    line: "          enable_thermal_check: true",
    key: "enable_thermal_check",
    misspelled: "enable_termal_check",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.max_temperature",
    line: "          max_temperature: 80",
    key: "max_temperature",
    misspelled: "max_temprature",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.max_fan_percent",
    line: "          max_fan_percent: 85",
    key: "max_fan_percent",
    misspelled: "max_fan_percnt",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_streaming_failover",
    line: "          enable_streaming_failover: true",
    key: "enable_streaming_failover",
    misspelled: "enable_streaming_failver",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_latency_check",
    line: "          enable_latency_check: true",
    key: "enable_latency_check",
    misspelled: "enable_latencycheck",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.max_latency_ms",
    line: "          max_latency_ms: 500",
    key: "max_latency_ms",
    misspelled: "maxlatency_ms",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.streaming",
    line: "          streaming: commit_after",
    key: "streaming",
    misspelled: "streamin",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.commit_after_tokens",
    line: "          commit_after_tokens: 16",
    key: "commit_after_tokens",
    misspelled: "commit_after_token",
  },
  {
    leaf: "pipelines.[].stages.[].forwarding_policy.enable_early_exit",
    line: "          enable_early_exit: true",
    key: "enable_early_exit",
    misspelled: "enable_erly_exit",
  },
  { leaf: "pipelines.[].stages.[].routing", line: "        routing: prior", key: "routing", misspelled: "routng" },
  { leaf: "pipelines.[].stages.[].failover.mode", line: "          mode: same_model", key: "mode", misspelled: "mod" },
  { leaf: "pipelines.[].stages.[].failover.on.[]", line: "          on: [error, heat]", key: "on", misspelled: "onn" },
  {
    leaf: "pipelines.[].stages.[].failover.max_switches",
    line: "          max_switches: 1",
    key: "max_switches",
    misspelled: "max_switch",
  },
  {
    leaf: "pipelines.[].stages.[].deadline.ttft_ms",
    line: "          ttft_ms: 2000",
    key: "ttft_ms",
    misspelled: "ttftms",
  },
  {
    leaf: "pipelines.[].stages.[].deadline.stall_ms",
    line: "          stall_ms: 3000",
    key: "stall_ms",
    misspelled: "stal_ms",
  },
  {
    leaf: "pipelines.[].stages.[].deadline.total_ms",
    line: "          total_ms: 30000",
    key: "total_ms",
    misspelled: "totl_ms",
  },
  {
    leaf: "pipelines.[].stages.[].deadline.min_tokens_per_s",
    line: "          min_tokens_per_s: 2.5",
    key: "min_tokens_per_s",
    misspelled: "min_token_per_s",
  },
  {
    leaf: "pipelines.[].stages.[].timeout_ms",
    line: "        timeout_ms: 40000",
    key: "timeout_ms",
    misspelled: "timeoutms",
  },
];
