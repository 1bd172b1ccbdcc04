import type { Clock } from "@compute-proxy/core";
import { startTestProxy } from "../test-proxy.js";
import { asked } from "./seen.js";

/** A proxy that the rows are held against. */
export interface ProxyUnderTest {
  /** host:port */
  readonly address: string;
  /** Parsed log lines; undefined where it writes none. */
  readonly logged: readonly Readonly<Record<string, unknown>>[] | undefined;
  close(): Promise<void>;
}

/** Starts one on Ollamas at these addresses, the first of them preferred. */
export type StartProxy = (endpoints: readonly string[], clock: Clock) => Promise<ProxyUnderTest>;

/** Which proxy is tried, and how long a client waits for it, in ms: one that waits for ever is found out by that. */
export interface ProxyPlan {
  readonly start: StartProxy;
  readonly patienceMs: number;
}

/** Ours on Ollamas, as a configuration makes it. */
export const startOurs: StartProxy = (endpoints, clock) =>
  startProxyOn({ type: "ollama", models: [asked.text, asked.embedding] }, endpoints, clock);

/** Ours on engines of one type, the first preferred. */
export async function startProxyOn(
  { type, models }: { readonly type: string; readonly models: readonly string[] },
  endpoints: readonly string[],
  clock: Clock,
): Promise<ProxyUnderTest> {
  const backends = endpoints.map((endpoint, index) => ({
    id: `engine-${index + 1}`,
    type,
    hardware: "npu",
    endpoint,
    characteristics: { priority: index + 1 },
    models: { preferred: models },
  }));
  const config = {
    server: { grpc_port: 0 },
    backends,
    health: { enabled: false },
    pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
  };
  const stage = { id: "s", type: "text_generation", model: asked.text, generation: asked.options };
  const pipelines = {
    pipelines: [
      { id: asked.pipeline, name: "P", description: "D", stages: [stage] },
      { id: asked.unmoved, name: "P", description: "D", stages: [{ ...stage, failover: "off" }] },
    ],
  };
  const files = { config: JSON.stringify(config), pipelines: JSON.stringify(pipelines) };
  const { proxy, client, logged, close } = await startTestProxy(files, { clock });
  client.close();
  return { address: proxy.address, logged, close };
}
