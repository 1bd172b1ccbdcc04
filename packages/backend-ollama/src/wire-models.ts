import { longestModelName } from "@compute-proxy/backend";
import { printable } from "@compute-proxy/core";
import { countOf, objectOf, unreadable } from "./wire.js";

/** One entry of /api/tags. */
export interface WireModel {
  readonly name: string;
  readonly digest: string;
  readonly size: number | undefined;
  readonly family: string;
  readonly quantization: string;
}

/** What /api/show tells of a model. */
export interface WireShow {
  /** Ollama's words: completion, embedding, insert, tools, vision, ... */
  readonly capabilities: readonly string[];
  readonly contextLength: number | undefined;
}

/** Largest believable size of a model, in bytes. */
const largestModel = 1e15;
/** Models that are kept, in the engine's order. */
const mostModels = 1_000;
/** Capabilities of a model that are kept; Ollama knows some ten. */
const mostCapabilities = 100;
/** Longest digest, family and other word that is kept, in characters. */
const longestWord = 128;

/** Reads the body of /api/version. */
export function parseVersion(value: unknown): string {
  const version = objectOf(value, "the version")["version"];
  if (typeof version !== "string") throw unreadable("no version");
  return printable(version, longestWord);
}

/** Reads the body of /api/tags. A name that no request can hold is left out. */
export function parseTags(value: unknown): readonly WireModel[] {
  const models = objectOf(value, "the list of models")["models"];
  // An engine without models sends null.
  if (models === null) return [];
  if (!Array.isArray(models)) throw unreadable("no list of models");
  return models.slice(0, mostModels).flatMap(parseModel);
}

/** Reads the body of /api/show. */
export function parseShow(value: unknown): WireShow {
  const show = objectOf(value, "a model's description");
  const named: unknown = show["capabilities"];
  const words: readonly unknown[] = Array.isArray(named) ? named.slice(0, mostCapabilities) : [];
  const capabilities = words.map(wordOf).filter((word) => word !== "");
  return { capabilities, contextLength: contextLengthOf(show["model_info"]) };
}

function parseModel(value: unknown): readonly WireModel[] {
  const model = objectOf(value, "a model");
  const name = model["name"];
  if (typeof name !== "string") throw unreadable("a model without a name");
  if (name.length > longestModelName || /\p{C}/u.test(name)) return [];
  const details = model["details"] === undefined ? {} : objectOf(model["details"], "a model's details");
  return [
    {
      name,
      digest: wordOf(model["digest"]),
      size: countOf(model["size"], largestModel),
      family: wordOf(details["family"]),
      quantization: wordOf(details["quantization_level"]),
    },
  ];
}

/** The key carries the architecture: "qwen2.context_length". */
function contextLengthOf(info: unknown): number | undefined {
  if (typeof info !== "object" || info === null) return undefined;
  const entry = Object.entries(info).find(([key]) => key.endsWith(".context_length"));
  return countOf(entry?.[1]);
}

/** A short printable text; empty for anything else. */
function wordOf(value: unknown): string {
  return typeof value === "string" && value.length <= longestWord && !/\p{C}/u.test(value) ? value : "";
}
