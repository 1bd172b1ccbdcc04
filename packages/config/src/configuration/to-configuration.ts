import { Backend } from "@compute-proxy/api";
import { hardwareKind } from "@compute-proxy/backend";
import type { Configuration } from "./configuration.js";

/** The keys of config.yaml that are in no message, as the schema has let them through. */
interface ConfigurationData {
  readonly server?: {
    readonly host?: string;
    readonly grpc_port?: number;
    readonly http_port?: number;
    readonly shutdown_grace_seconds?: number;
  };
  readonly backends?: readonly unknown[];
  readonly routing?: { readonly default_backend?: string; readonly fallback_strategy?: "next_best" | "fail" };
  readonly health?: {
    readonly enabled?: boolean;
    readonly interval_seconds?: number;
    readonly timeout_seconds?: number;
    readonly unhealthy_threshold?: number;
  };
  readonly circuit_breaker?: { readonly failures?: number; readonly open_seconds?: number };
  readonly pipelines?: { readonly enabled?: boolean; readonly config_file?: string };
  readonly calibration?: { readonly file?: string };
  readonly thermal?: { readonly recording?: string };
  readonly data_dir?: string;
}

/** The configuration that the data stands for, with the defaults that the schema documents. */
export function toConfiguration(data: ConfigurationData): Configuration {
  const { server = {}, routing = {}, health = {}, circuit_breaker: breaker = {}, pipelines = {} } = data;
  const calibrationFile = data.calibration?.file;
  const thermalRecording = data.thermal?.recording;
  return {
    server: {
      host: server.host ?? "127.0.0.1",
      grpcPort: server.grpc_port ?? 50_051,
      httpPort: server.http_port,
      shutdownGraceMs: (server.shutdown_grace_seconds ?? 30) * 1000,
    },
    backends: (data.backends ?? []).map(toBackend),
    routing: { defaultBackend: routing.default_backend, fallbackStrategy: routing.fallback_strategy ?? "next_best" },
    health: {
      enabled: health.enabled ?? true,
      intervalMs: (health.interval_seconds ?? 10) * 1000,
      timeoutMs: (health.timeout_seconds ?? 3) * 1000,
      unhealthyThreshold: health.unhealthy_threshold ?? 3,
    },
    circuitBreaker: { failures: breaker.failures ?? 5, openMs: (breaker.open_seconds ?? 30) * 1000 },
    pipelines: { enabled: pipelines.enabled ?? false, configFile: pipelines.config_file ?? "config/pipelines.yaml" },
    ...(calibrationFile === undefined ? {} : { calibrationFile }),
    ...(thermalRecording === undefined ? {} : { thermalRecording }),
    dataDir: data.data_dir ?? "data",
  };
}

function toBackend(data: unknown): Backend {
  const backend = Backend.fromJSON(data);
  return { ...backend, hardware: hardwareKind(backend.hardware) ?? "" };
}
