/** How one key is misspelled, and in which line of the file that has every key. */
export interface MisspelledRow {
  readonly leaf: string;
  readonly line: string;
  readonly key: string;
  readonly misspelled: string;
}

/** One row for each leaf of config.yaml. */
export const configRows: readonly MisspelledRow[] = [
  { leaf: "server.host", line: "  host: 127.0.0.1", key: "host", misspelled: "hots" },
  { leaf: "server.grpc_port", line: "  grpc_port: 50051", key: "grpc_port", misspelled: "grpcport" },
  { leaf: "server.http_port", line: "  http_port: 0", key: "http_port", misspelled: "httpport" },
  { leaf: "backends.[].id", line: "  - id: ollama-npu", key: "id", misspelled: "idd" },
  { leaf: "backends.[].type", line: "    type: ollama", key: "type", misspelled: "typ" },
  { leaf: "backends.[].name", line: "    name: Ollama on the NPU", key: "name", misspelled: "nam" },
  { leaf: "backends.[].hardware", line: "    hardware: npu", key: "hardware", misspelled: "hardare" },
  { leaf: "backends.[].enabled", line: "    enabled: true", key: "enabled", misspelled: "enabeld" },
  {
    leaf: "backends.[].endpoint",
    line: "    endpoint: http://127.0.0.1:11434",
    key: "endpoint",
    misspelled: "endpint",
  },
  {
    leaf: "backends.[].characteristics.power_watts",
    line: "      power_watts: 3",
    key: "power_watts",
    misspelled: "powerwatts",
  },
  {
    leaf: "backends.[].characteristics.avg_latency_ms",
    line: "      avg_latency_ms: 800",
    key: "avg_latency_ms",
    misspelled: "avg_latncy_ms",
  },
  {
    leaf: "backends.[].characteristics.max_tokens_per_second",
    line: "      max_tokens_per_second: 10",
    key: "max_tokens_per_second",
    misspelled: "max_tokensper_second",
  },
  { leaf: "backends.[].characteristics.priority", line: "      priority: 1", key: "priority", misspelled: "prioity" },
  {
    leaf: "backends.[].models.aliases.*",
    line: '      aliases: { "llama3:7b": "llama3:8b" }',
    key: "aliases",
    misspelled: "alises",
  },
  {
    leaf: "backends.[].models.supported.[]",
    line: '      supported: ["llama3:*"]',
    key: "supported",
    misspelled: "supprted",
  },
  {
    leaf: "backends.[].models.preferred.[]",
    line: '      preferred: ["llama3:8b"]',
    key: "preferred",
    misspelled: "prefrred",
  },
  { leaf: "backends.[].models.excluded.[]", line: '      excluded: ["*:70b"]', key: "excluded", misspelled: "exclded" },
  { leaf: "backends.[].emulated", line: "    emulated: true", key: "emulated", misspelled: "emulted" },
  {
    leaf: "routing.default_backend",
    line: "  default_backend: ollama-npu",
    key: "default_backend",
    misspelled: "defaultbackend",
  },
  {
    leaf: "routing.fallback_strategy",
    line: "  fallback_strategy: fail",
    key: "fallback_strategy",
    misspelled: "fallbackstrategy",
  },
  { leaf: "health.enabled", line: "  enabled: false", key: "enabled", misspelled: "enabeld" },
  {
    leaf: "health.interval_seconds",
    line: "  interval_seconds: 30",
    key: "interval_seconds",
    misspelled: "intervalseconds",
  },
  {
    leaf: "health.timeout_seconds",
    line: "  timeout_seconds: 5",
    key: "timeout_seconds",
    misspelled: "timeoutseconds",
  },
  {
    leaf: "health.unhealthy_threshold",
    line: "  unhealthy_threshold: 2",
    key: "unhealthy_threshold",
    misspelled: "unhealthythreshold",
  },
  { leaf: "pipelines.enabled", line: "  enabled: true # pipelines", key: "enabled", misspelled: "enabeld" },
  { leaf: "pipelines.config_file", line: "  config_file: mine.yaml", key: "config_file", misspelled: "confi_file" },
  { leaf: "data_dir", line: "data_dir: var", key: "data_dir", misspelled: "datadir" },
];

/** One row for each leaf of pipelines.yaml. */
export const pipelinesRows: readonly MisspelledRow[] = [
  { leaf: "pipelines.[].id", line: "  - id: first", key: "id", misspelled: "idd" },
  { leaf: "pipelines.[].name", line: "    name: First", key: "name", misspelled: "nam" },
  {
    leaf: "pipelines.[].description",
    line: "    description: Has every key",
    key: "description",
    misspelled: "descrption",
  },
  { leaf: "pipelines.[].stages.[].id", line: "      - id: draft", key: "id", misspelled: "idd" },
  { leaf: "pipelines.[].stages.[].type", line: "        type: text_generation", key: "type", misspelled: "typ" },
  {
    leaf: "pipelines.[].stages.[].description",
    line: "        description: Drafts",
    key: "description",
    misspelled: "descrption",
  },
  {
    leaf: "pipelines.[].stages.[].model",
    line: '        model: "llama3:7b" # stage',
    key: "model",
    misspelled: "modle",
  },
  {
    leaf: "pipelines.[].stages.[].preferred_backend",
    line: "        preferred_backend: ollama-npu",
    key: "preferred_backend",
    misspelled: "preferre_backend",
  },
  {
    leaf: "pipelines.[].stages.[].preferred_hardware",
    line: "        preferred_hardware: npu",
    key: "preferred_hardware",
    misspelled: "preferredhardware",
  },
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
    leaf: "pipelines.[].stages.[].input_transform.template",
    line: '          template: "Say: {{ .Input }}"',
    key: "template",
    misspelled: "tempate",
  },
  { leaf: "pipelines.[].stages.[].when", line: '        when: input.text != ""', key: "when", misspelled: "wen" },
  {
    leaf: "pipelines.[].stages.[].generation.max_tokens",
    line: "          max_tokens: 64",
    key: "max_tokens",
    misspelled: "max_tkens",
  },
  {
    leaf: "pipelines.[].stages.[].generation.temperature",
    line: "          temperature: 0.5",
    key: "temperature",
    misspelled: "tempeature",
  },
  { leaf: "pipelines.[].stages.[].generation.top_p", line: "          top_p: 0.9", key: "top_p", misspelled: "topp" },
  { leaf: "pipelines.[].stages.[].generation.top_k", line: "          top_k: 40", key: "top_k", misspelled: "topk" },
  {
    leaf: "pipelines.[].stages.[].generation.stop.[]",
    line: '          stop: ["END"]',
    key: "stop",
    misspelled: "stpo",
  },
  {
    leaf: "pipelines.[].stages.[].generation.context_length",
    line: "          context_length: 2048",
    key: "context_length",
    misspelled: "contextlength",
  },
  { leaf: "pipelines.[].stages.[].generation.seed", line: "          seed: 7", key: "seed", misspelled: "sed" },
  {
    leaf: "pipelines.[].options.enable_streaming",
    line: "      enable_streaming: false",
    key: "enable_streaming",
    misspelled: "enable_sreaming",
  },
  {
    leaf: "pipelines.[].options.preserve_context",
    line: "      preserve_context: true",
    key: "preserve_context",
    misspelled: "preservecontext",
  },
  {
    leaf: "pipelines.[].options.continue_on_error",
    line: "      continue_on_error: true",
    key: "continue_on_error",
    misspelled: "continueon_error",
  },
  {
    leaf: "pipelines.[].options.collect_metrics",
    line: "      collect_metrics: false",
    key: "collect_metrics",
    misspelled: "collectmetrics",
  },
  {
    leaf: "pipelines.[].options.stage_timeout_ms",
    line: "      stage_timeout_ms: 60000",
    key: "stage_timeout_ms",
    misspelled: "stage_tieout_ms",
  },
  { leaf: "pipelines.[].tiers.*.hardware", line: "        hardware: npu", key: "hardware", misspelled: "hardare" },
  { leaf: "pipelines.[].tiers.*.backend", line: "        backend: ollama-npu", key: "backend", misspelled: "bacend" },
  { leaf: "pipelines.[].tiers.*.model", line: '        model: "llama3:8b"', key: "model", misspelled: "modle" },
  { leaf: "groups.[].name", line: "  - name: all", key: "name", misspelled: "nam" },
  { leaf: "groups.[].pipelines.[]", line: "    pipelines: [first]", key: "pipelines", misspelled: "pipeines" },
];
