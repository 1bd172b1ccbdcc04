import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { EnginesHome } from "./engines-home.ts";
import type { Files } from "./files.ts";
import { hasModel } from "./model-store.ts";
import { ollamaModels, ollamaVersion } from "./ollama-api.ts";
import { RUNGS, WANTED_MODELS } from "./rungs.ts";

/** A server program and a store with models for it. */
export interface Engine {
  readonly binary: string;
  readonly store: string;
  /** Those of ours the store has. */
  readonly models: readonly string[];
}

/** What we installed, or our models with the person's own server program. `undefined` when no model is there. */
export function engineInCache(
  home: EnginesHome,
  files: Files,
  installedOllama: string | undefined,
): Engine | undefined {
  const binary = files.isExecutable(home.ollama.binary) ? home.ollama.binary : installedOllama;
  return binary === undefined ? undefined : engineAt(binary, home.ollama.models, files);
}

/** The person's own Ollama with their own store, if that has every rung of the ladder. */
export function engineOfPerson(
  environment: Readonly<Record<string, string | undefined>>,
  files: Files,
  installedOllama: string | undefined,
): Engine | undefined {
  if (installedOllama === undefined) return undefined;
  const configured = environment["OLLAMA_MODELS"];
  const stores = [
    ...(configured === undefined || configured === "" ? [] : [configured]),
    join(homedir(), ".ollama", "models"),
    "/usr/share/ollama/.ollama/models",
  ];
  return stores
    .map((store) => engineAt(installedOllama, store, files))
    .find((engine) => engine !== undefined && hasEveryRung(engine.models));
}

function engineAt(binary: string, store: string, files: Files): Engine | undefined {
  const models = WANTED_MODELS.filter((model) => hasModel(model, store, files));
  return models.length === 0 ? undefined : { binary, store, models };
}

export function hasEveryRung(models: readonly string[]): boolean {
  return RUNGS.every(({ model }) => models.includes(model));
}

export interface FoundServer {
  readonly endpoint: string;
  readonly version: string;
  readonly models: readonly string[];
}

/** Every Ollama that answers at `OLLAMA_HOST` or at the usual ports of this machine. */
export async function runningServers(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly FoundServer[]> {
  const probed = await Promise.all(
    endpointsToProbe(environment).map(async (endpoint) => {
      const version = await ollamaVersion(endpoint);
      return version === undefined ? [] : [{ endpoint, version, models: await ollamaModels(endpoint) }];
    }),
  );
  return probed.flat();
}

/** `OLLAMA_HOST` may lack the scheme and the port, and 0.0.0.0 in it means "here". */
export function endpointsToProbe(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const usual = [11434, 11435, 11436, 11437].map((port) => `http://127.0.0.1:${port}`);
  const host = environment["OLLAMA_HOST"]?.trim() ?? "";
  if (host === "") return usual;
  const withScheme = /^https?:\/\//.test(host) ? host : `http://${host}`;
  if (!URL.canParse(withScheme)) return usual;
  const url = new URL(withScheme);
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  const defaultPort = /^https?:\/\//.test(host) ? url.port : "11434";
  const port = url.port === "" ? defaultPort : url.port;
  return [...new Set([`${url.protocol}//${url.hostname}${port === "" ? "" : `:${port}`}`, ...usual])];
}

const OLDEST_WITH_LOGPROBS = [0, 12, 11] as const;

/** The `ollama` on PATH, if it is new enough to give the probabilities of its tokens. */
export async function installedOllama(files: Files, home: EnginesHome): Promise<string | undefined> {
  const path = files.onPath("ollama");
  if (path === undefined || path === home.ollama.binary) return undefined;
  try {
    const { stdout, stderr } = await promisify(execFile)(path, ["--version"], { timeout: 5000 });
    return isNewEnough(`${stdout}${stderr}`) ? path : undefined;
  } catch {
    return undefined;
  }
}

export function isNewEnough(versionText: string): boolean {
  const found = /version is v?(\d+)\.(\d+)\.(\d+)/.exec(versionText);
  if (found === null) return false;
  for (const [index, oldest] of OLDEST_WITH_LOGPROBS.entries()) {
    const number = Number(found[index + 1]);
    if (number !== oldest) return number > oldest;
  }
  return true;
}
