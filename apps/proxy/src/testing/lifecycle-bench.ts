import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type FakeOllama, type FakeOllamaOptions, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { type ComputeClient, createComputeClient } from "@compute-proxy/client";
import { killNow } from "./engine-process.js";
import { oneEngine } from "./one-engine.js";
import { type ProcessPlan, type ServerProcess, serverProcess } from "./server-process.js";
import { writeFiles } from "./test-proxy.js";

/** Things that a test of a process starts. `clear` ends them all. */
export interface LifecycleBench {
  /** Path of a configuration with one Ollama; `keys` replace its own. */
  configFile(url: string, keys?: Readonly<Record<string, unknown>>): Promise<string>;
  engine(options?: FakeOllamaOptions): Promise<FakeOllama>;
  serve(configFile: string, plan?: ProcessPlan): Promise<ServerProcess>;
  /** One that does not retry. */
  client(address: string): ComputeClient;
  /** Something of the test's own to end; the last one ends first. */
  later(close: () => unknown): void;
  clear(): Promise<void>;
}

interface OneBackend {
  readonly backends: readonly Record<string, unknown>[];
}

/** Makes one. */
export function lifecycleBench(): LifecycleBench {
  const closing: Array<() => unknown> = [];
  const later = (close: () => unknown): void => void closing.push(close);
  return {
    async configFile(url, keys = {}) {
      const { config, pipelines } = oneEngine(url);
      const merged = { ...(JSON.parse(config) as OneBackend), ...keys };
      // Every stream that a test opens runs at once: none of these tests is about waiting for a place.
      for (const backend of merged.backends) backend["limits"] = { max_concurrent: 1000 };
      const folder = await writeFiles({ config: JSON.stringify(merged), pipelines });
      later(() => rm(folder, { recursive: true, force: true }));
      return join(folder, "config.yaml");
    },
    async engine(options = {}) {
      const engine = await startFakeOllama(options);
      later(() => engine.close());
      return engine;
    },
    async serve(configFile, plan) {
      const server = await serverProcess("serve", configFile, plan);
      later(() => killNow(server.child));
      return server;
    },
    client(address) {
      const client = createComputeClient({ address, retry: { attempts: 1 } });
      later(() => client.close());
      return client;
    },
    later,
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}

/** A question that every engine of the bench answers. */
export const question = { prompt: "Count", model: "smollm2:135m" };

/** The text of a stream, whole: throws when it ends without its last message. */
export async function wholeText(
  stream: AsyncIterable<{ readonly token: string; readonly done?: boolean | undefined }>,
) {
  let text = "";
  let isWhole = false;
  for await (const { token, done } of stream) {
    text += token;
    isWhole = done === true;
  }
  if (!isWhole) throw new Error(`the stream ended after "${text}" without its last message`);
  return text;
}

/** The log lines of a process, parsed. Lines that are no JSON are left out: an error of the test's, as a rule. */
export function logLines(notes: string): readonly Readonly<Record<string, unknown>>[] {
  return notes.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      return [];
    }
  });
}

/** Waits until something that the test cannot await has happened. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
