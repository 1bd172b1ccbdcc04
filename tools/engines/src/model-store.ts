import { join } from "node:path";

import type { Files } from "./files.ts";
import { isRecord, recordsIn } from "./record.ts";

interface Layer {
  readonly kind: string;
  readonly sha256: string;
  readonly size: number;
}

/** What a model in a store of Ollama consists of; `undefined` when the store has no such model. */
function layersOf(model: string, store: string, files: Files): readonly Layer[] | undefined {
  const [name = "", tag = "latest"] = model.split(":");
  const manifests = join(store, "manifests");
  for (const registry of files.names(manifests)) {
    const text = files.text(join(manifests, registry, "library", name, tag));
    if (text !== undefined) return parseManifest(text);
  }
  return undefined;
}

function parseManifest(text: string): readonly Layer[] | undefined {
  const manifest = parseJson(text);
  if (!isRecord(manifest)) return undefined;
  return recordsIn([...recordsIn(manifest["layers"]), manifest["config"]]).flatMap(({ mediaType, digest, size }) =>
    typeof mediaType === "string" && typeof digest === "string" && typeof size === "number"
      ? [{ kind: mediaType, sha256: digest.replace(/^sha256:/, ""), size }]
      : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether every file of the model is there in its right length. Reads no contents. */
export function hasModel(model: string, store: string, files: Files): boolean {
  const layers = layersOf(model, store, files);
  return layers !== undefined && layers.every(({ sha256, size }) => files.size(blob(store, sha256)) === size);
}

/** The first thing that is wrong with a model in the store, by reading all of it; `undefined` when nothing is. */
export async function flawOfModel(
  model: string,
  store: string,
  files: Files,
  weights?: string,
): Promise<string | undefined> {
  const layers = layersOf(model, store, files);
  if (layers === undefined) return "not in the store";
  for (const { kind, sha256 } of layers) {
    if ((await files.sha256(blob(store, sha256))) !== sha256) return `damaged: ${kind}`;
  }
  if (weights !== undefined && !layers.some(({ sha256 }) => sha256 === weights)) return "made from other weights";
  return undefined;
}

/** Where the store keeps a file with this checksum. */
export function blob(store: string, sha256: string): string {
  return join(store, "blobs", `sha256-${sha256}`);
}
