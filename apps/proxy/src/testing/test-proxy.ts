import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ComputeClient, createComputeClient } from "@compute-proxy/client";
import type { Clock } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { createLog } from "../log.js";
import { openProxy } from "../open-proxy.js";
import type { RunningProxy } from "../compose.js";

/** A proxy on files of its own, a client of it, and what it logged. The test closes it. */
export interface TestProxy {
  readonly proxy: RunningProxy;
  readonly client: ComputeClient;
  /** The folder with config.yaml and pipelines.yaml. */
  readonly folder: string;
  /** Parsed log lines. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** The two files of a proxy. */
export interface ProxyFiles {
  readonly config: string;
  readonly pipelines: string;
  /** A second file of pipelines, other.yaml. */
  readonly other?: string;
  /** Texts of further files, by name. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * Writes the files and serves them on a free port, by default in time that passes only while this process runs. Rejects with the
 * configuration's problems.
 */
export async function startTestProxy(
  files: ProxyFiles,
  plan: { readonly announce?: boolean; readonly clock?: Clock } = {},
): Promise<TestProxy> {
  const folder = await writeFiles(files);
  const logged: Record<string, unknown>[] = [];
  const log = createLog({
    level: "info",
    destination: { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  });
  try {
    const configFile = join(folder, "config.yaml");
    const proxy = await openProxy({
      configFile,
      announce: plan.announce ?? false,
      log,
      clock: plan.clock ?? runningClock,
    });
    const client = createComputeClient({ address: proxy.address });
    return {
      proxy,
      client,
      folder,
      logged,
      async close() {
        client.close();
        await proxy.close();
        await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

/** Writes the files into a new folder. The caller removes it. `FOLDER` in a file stands for that folder. */
export async function writeFiles({ config, pipelines, other, more = {} }: ProxyFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-"));
  await writeFile(join(folder, "config.yaml"), config.replaceAll("FOLDER", folder));
  await writeFile(join(folder, "pipelines.yaml"), pipelines.replaceAll("FOLDER", folder));
  for (const [name, text] of Object.entries(more)) await writeFile(join(folder, name), text);
  if (other !== undefined) await writeFile(join(folder, "other.yaml"), other);
  return folder;
}
