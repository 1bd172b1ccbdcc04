import type { ProxyFiles } from "./test-proxy.js";

/** A backend as it stands in a configuration. */
export type BackendEntry = Readonly<Record<string, unknown>> & { readonly id: string };

/** Files of a proxy or a worker with these backends, on a free port. Nothing is checked in the background unless `health` says so. */
export function filesOf(
  backends: readonly BackendEntry[],
  pipelines: readonly unknown[] = [],
  health: Readonly<Record<string, unknown>> = { enabled: false },
): ProxyFiles {
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends,
      health,
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
    }),
    pipelines: JSON.stringify({ pipelines }),
  };
}

/** Backends of type remote, the first one preferred. */
export function remotes(...endpoints: readonly string[]): readonly BackendEntry[] {
  return endpoints.map((endpoint, index) => ({
    id: `far-${index + 1}`,
    type: "remote",
    hardware: "npu",
    endpoint,
    characteristics: { priority: index + 1 },
  }));
}

/** One stage that writes text and is shown as it comes. */
export const talk = { id: "talk", stages: [{ id: "say", type: "text_generation", model: "smollm2:135m" }] };
