import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MeasuredProcess, startMeasured } from "../measured-process.ts";
import { pipelines } from "./calls.ts";

/** The engine, and the two servers that stand before it. The owner closes them. */
export interface Servers {
  readonly engine: MeasuredProcess;
  readonly ours: MeasuredProcess;
  readonly floor: MeasuredProcess;
  /** Where our server's configuration is. */
  readonly configFile: string;
  close(): Promise<void>;
}

const launcher = fileURLToPath(new URL("../../apps/proxy/bin/compute-proxy.js", import.meta.url));
const engineProgram = fileURLToPath(new URL("../../packages/mock-engines/bin/mock-engines.js", import.meta.url));
/** As fast as it can, but a token a chunk: the pieces in which a real engine's answer comes. */
const engineWords = [
  engineProgram,
  "serve",
  "--ollama",
  "0",
  "--model",
  "mock",
  "--tokens",
  "1000",
  "--tokens-per-write",
  "1",
  "--json",
];
const floorProgram = fileURLToPath(new URL("floor-server.ts", import.meta.url));

/** Starts all three, ours as a user would: from its two files, with the log level that it has when nobody says anything. */
export async function startServers(ourNodeFlags: readonly string[] = []): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-bench-"));
  const notes = join(folder, "notes.log");
  const started: MeasuredProcess[] = [];
  const start = async (words: readonly string[], key?: string): Promise<MeasuredProcess> => {
    const server = await startMeasured(words, notes, key);
    started.push(server);
    return server;
  };
  const close = async (): Promise<void> => {
    for (const server of started.toReversed()) await server.stop();
    await rm(folder, { recursive: true });
  };
  try {
    const engine = await start(engineWords, "ollama");
    const configFile = await writeConfiguration(folder, engine.address);
    const ours = await start([...ourNodeFlags, ...serveWords(configFile)]);
    const floor = await start([floorProgram, engine.address]);
    return { engine, ours, floor, configFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The words that serve a configuration. */
export function serveWords(configFile: string): readonly string[] {
  return [launcher, "serve", "--config", configFile, "--json"];
}

async function writeConfiguration(folder: string, engine: string): Promise<string> {
  const config = {
    server: { host: "127.0.0.1", grpc_port: 0 },
    // More places than the client has calls open: the queue is not what is measured.
    backends: [
      {
        id: "mock",
        type: "ollama",
        hardware: "cpu",
        endpoint: engine,
        limits: { max_concurrent: 256, max_queued: 256 },
      },
    ],
    pipelines: { enabled: true, config_file: "pipelines.yaml" },
    data_dir: folder,
  };
  await writeFile(join(folder, "pipelines.yaml"), JSON.stringify({ pipelines }));
  await writeFile(join(folder, "config.yaml"), JSON.stringify(config));
  return join(folder, "config.yaml");
}
