import type { ProxyFiles } from "./test-proxy.js";

/** Files of a proxy with one Ollama and a pipeline "p" of one checked stage. */
export function oneEngine(url: string, policy: Readonly<Record<string, unknown>> = {}): ProxyFiles {
  const backend = { id: "only", type: "ollama", hardware: "cpu", endpoint: url, characteristics: { power_watts: 28 } };
  const stage = { id: "s", type: "text_generation", model: "smollm2:135m", forwarding_policy: policy };
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends: [backend],
      routing: { default_backend: "only" },
      health: { enabled: false },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
    }),
    pipelines: JSON.stringify({ pipelines: [{ id: "p", stages: [stage] }] }),
  };
}
