import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ComputeClient, createComputeClient } from "@compute-proxy/client";
import { systemClock } from "@compute-proxy/core";
import { type MockEngine, type Pace, startMockEngines } from "@compute-proxy/mock-engines";
import { timed } from "./load.js";
import { watchedServer, type WatchedServer } from "./watched-server.js";

/** The model that every engine of a bench has. */
export const model = "mock";

/** What a scenario needs. */
export interface BenchPlan {
  /** Engines, each behind a backend: engine 0 behind `engine-0`. Default 1. */
  readonly engines?: number;
  /** Per backend. Default: so many that nothing waits. */
  readonly limits?: { readonly maxConcurrent: number; readonly maxQueued: number };
  readonly pace?: Partial<Pace>;
}

/** A server in a process of its own before engines of this one, and a client of it that tries nothing twice. */
export interface SoakBench {
  readonly client: ComputeClient;
  readonly server: WatchedServer;
  readonly engines: readonly MockEngine[];
  /** The first engine. */
  readonly engine: MockEngine;
  close(): Promise<void>;
}

/** Tokens of an answer that no request limits: more than any reader here waits for. */
const longestText = 100_000;
const plenty = { maxConcurrent: 1024, maxQueued: 1024 };

/** Starts everything. */
async function openBench({ engines: count = 1, limits = plenty, pace = {} }: BenchPlan): Promise<SoakBench> {
  const start = (): Promise<MockEngine> => startMockEngines({ models: [model], tokens: longestText, pace });
  const engines = await Promise.all(Array.from({ length: count }, start));
  const [engine] = engines;
  if (!engine) throw new Error("a bench has at least one engine");
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-soak-"));
  const server = await watchedServer(await writeConfiguration(folder, engines, limits));
  const client = createComputeClient({ address: server.address, retry: { attempts: 1 } });
  return {
    client,
    server,
    engines,
    engine,
    async close() {
      client.close();
      await server.stop();
      for (const one of engines) await one.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Opens a bench, uses it and closes it. */
export async function onBench<T>(plan: BenchPlan, use: (bench: SoakBench) => Promise<T>): Promise<T> {
  const bench = await openBench(plan);
  try {
    return await use(bench);
  } finally {
    await bench.close();
  }
}

/** A request that is open so long after its end is held by somebody, however busy the machine is. */
const heldMs = 15_000;

/** Milliseconds until no engine has an open request, or until it is clear that one is held. */
export async function untilIdle(engines: readonly MockEngine[]): Promise<number> {
  const over = new AbortController();
  const ms = await timed(() =>
    Promise.race([
      Promise.all(engines.map((engine) => engine.whenOpen(0))),
      systemClock.sleep(heldMs, over.signal).catch(() => undefined),
    ]),
  );
  over.abort();
  return ms;
}

async function writeConfiguration(
  folder: string,
  engines: readonly MockEngine[],
  { maxConcurrent, maxQueued }: NonNullable<BenchPlan["limits"]>,
): Promise<string> {
  const limits = { max_concurrent: maxConcurrent, max_queued: maxQueued };
  const backends = engines.map(({ url }, index) => ({
    id: `engine-${index}`,
    type: "ollama",
    hardware: "cpu",
    endpoint: url,
    limits,
  }));
  const config = {
    server: { host: "127.0.0.1", grpc_port: 0 },
    backends,
    health: { enabled: false },
    pipelines: { enabled: false },
    data_dir: folder,
  };
  const file = join(folder, "config.yaml");
  await writeFile(file, JSON.stringify(config));
  return file;
}
