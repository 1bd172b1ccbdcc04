import type { ProxyFiles } from "../test-proxy.js";

/** Where the two engines are, and what both run. */
export interface TwoEngines {
  /** Killed in mid-answer. */
  readonly source: string;
  readonly target: string;
  readonly model: string;
  readonly maxTokens: number;
}

/** A proxy with one pipeline over both, `killed`, and one over the target alone, `unbroken`. At temperature 0 they should write the same. */
export function twoEngines({ source, target, model, maxTokens }: TwoEngines): ProxyFiles {
  const backend = (id: string, hardware: string, endpoint: string): unknown => ({
    id,
    type: "ollama",
    hardware,
    endpoint,
    emulated: true,
    models: { preferred: [model] },
  });
  const pipeline = (id: string, path: readonly string[]): unknown => ({
    id,
    stages: [
      {
        id: "answer",
        type: "text_generation",
        model,
        preferred_backend: path[0],
        forwarding_policy: { escalation_path: path },
        generation: { temperature: 0, max_tokens: maxTokens },
      },
    ],
  });
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends: [backend("source", "nvidia", source), backend("target", "igpu", target)],
      health: { interval_seconds: 1, unhealthy_threshold: 1 },
      // It is killed again and again, and is to be asked again all the same.
      circuit_breaker: { failures: 1000 },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
    }),
    pipelines: JSON.stringify({
      pipelines: [pipeline("killed", ["source", "target"]), pipeline("unbroken", ["target"])],
    }),
  };
}
