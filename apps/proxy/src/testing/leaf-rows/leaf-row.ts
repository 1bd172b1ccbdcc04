import type { FakeOllama, FakeOllamaOptions } from "@compute-proxy/backend-ollama/testing";
import type { RecordingClock } from "../recording-clock.js";
import type { TestProxy } from "../test-proxy.js";

/** A parsed YAML file that a row changes. */
export type Draft = ReturnType<typeof draft>;

/** What a row looks at. */
export interface LeafScene extends TestProxy {
  /** A fake Ollama that answers "first"; rows put it into their files by the text ENGINE. */
  readonly engine: FakeOllama;
  readonly clock: RecordingClock;
  /** A field of the newest request for a transcript or for speech, by WHISPER and PIPER in the files. */
  lastField(engine: "whisper" | "piper", name: string): unknown;
}

/** One key of the files: what changes when it changes. */
export interface LeafRow {
  /** file:path, as in the schemas. */
  readonly leaf: string;
  /** Makes the first state out of the draft, where the draft alone does not show the key. */
  readonly given?: (files: Draft) => void;
  /** Sets the key. */
  readonly change: (files: Draft) => void;
  /** What a client, the engine or the disk shows. */
  readonly see: (scene: LeafScene) => Promise<unknown>;
  readonly before: unknown;
  readonly after: unknown;
  /**
   * Answers of fake Ollamas with the models m and n, by the text that stands for their address in the files. ENGINE is always there and says
   * "first" where nothing else is written.
   */
  readonly engines?: Readonly<Record<string, NonNullable<FakeOllamaOptions["answer"]>>>;
  /** How many times faster than the machine's the proxy's time goes. Default 1. */
  readonly timeFactor?: number;
}

const models = (): Record<string, unknown> => ({ preferred: ["m", "n", "all-minilm"] });

function simulated(
  id: string,
  hardware: string,
  watts: number,
  order: number,
): Record<string, unknown> & { models: Record<string, unknown>; characteristics: Record<string, number> } {
  const characteristics = {
    power_watts: watts,
    avg_latency_ms: order,
    max_tokens_per_second: 100_000,
    priority: order,
  };
  return { id, type: "simulated", hardware, characteristics, models: models() };
}

/** Two simulated devices and one pipeline of one stage. FOLDER stands for the files' own folder. */
export function draft() {
  const stage: Record<string, unknown> = { id: "s", type: "text_generation", model: "m" };
  const pipeline: Record<string, unknown> & { stages: Record<string, unknown>[] } = {
    id: "p",
    name: "P",
    description: "D",
    stages: [stage],
  };
  const config: Record<string, Record<string, unknown>> & { backends?: never } = {
    server: { host: "127.0.0.1", grpc_port: 0 },
    routing: { default_backend: "a", fallback_strategy: "next_best" },
    health: { enabled: false },
    pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
  };
  return {
    config,
    backends: [simulated("a", "npu", 3, 1), simulated("b", "nvidia", 55, 2)],
    /** Backends besides the two devices. */
    others: [] as Record<string, unknown>[],
    dataDir: "FOLDER/data",
    /** Texts of further files in FOLDER, by name. */
    more: {} as Record<string, string>,
    stage,
    pipeline,
    file: { pipelines: [pipeline] } as Record<string, unknown>,
  };
}

/** Puts the fake Ollama in place of the first device. */
export function withEngine({ backends }: Draft): void {
  backends[0] = ollama("a", "npu", "ENGINE", 1);
}

/** Puts fake Ollamas in place of both devices: ENGINE and SPARE. What one has begun the other may write again from its beginning. */
export function withTwoEngines(files: Draft): void {
  withEngine(files);
  files.stage["generation"] = { temperature: 0 };
  files.backends[1] = ollama("b", "nvidia", "SPARE", 2);
}

/** A backend at a fake Ollama. */
export function ollama(id: string, hardware: string, endpoint: string, priority: number): ReturnType<typeof simulated> {
  return { id, type: "ollama", hardware, endpoint, models: {}, characteristics: { priority } };
}

/** Puts an Ollama that is not there in place of the first device. */
export function withDeadEngine(files: Draft): void {
  files.backends[0] = ollama("a", "npu", "http://127.0.0.1:9", 1);
}
