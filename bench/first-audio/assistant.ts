import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ComputeClient, createComputeClient } from "@compute-proxy/client";
import { systemClock } from "@compute-proxy/core";
import { openProxy } from "@compute-proxy/proxy";
import { pino } from "pino";
import { type Engines, models } from "./engines.ts";
import { measuredPipelines } from "./pipelines.ts";

/** A proxy with the measured pipelines. The owner closes it. */
export interface Assistant {
  readonly client: ComputeClient;
  close(): Promise<void>;
}

/** Starts a proxy in this process, and a client of it over a real connection. */
export async function startAssistant({ whisper, ollama, piper }: Engines): Promise<Assistant> {
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-bench-"));
  const config = {
    server: { host: "127.0.0.1", grpc_port: 0 },
    backends: [
      { id: "ears", type: "whisper_cpp", hardware: "cpu", endpoint: whisper, models: { preferred: [models.whisper] } },
      { id: "brain", type: "ollama", hardware: "cpu", endpoint: ollama },
      { id: "mouth", type: "piper", hardware: "cpu", endpoint: piper, models: { preferred: [models.piper] } },
    ],
    health: { enabled: false },
    pipelines: { enabled: true, config_file: "pipelines.yaml" },
    data_dir: folder,
  };
  await writeFile(join(folder, "config.yaml"), JSON.stringify(config));
  const pipelines = measuredPipelines.map(({ id, definition }) => ({ id, ...definition }));
  await writeFile(join(folder, "pipelines.yaml"), JSON.stringify({ pipelines }));
  const log = pino({ level: "warn" }, pino.destination(2));
  const proxy = await openProxy({
    configFile: join(folder, "config.yaml"),
    announce: false,
    log,
    clock: systemClock,
  });
  const client = createComputeClient({ address: proxy.address, deadlineMs: 300_000, retry: { attempts: 1 } });
  return {
    client,
    async close() {
      client.close();
      await proxy.close();
      await rm(folder, { recursive: true });
    },
  };
}
