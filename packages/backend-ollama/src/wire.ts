import { ProxyError } from "@compute-proxy/core";

/** Which of the two text endpoints a record comes from: they keep the text in different places. */
export type TextEndpoint = "/api/generate" | "/api/chat";

/** The probability of one emitted token. */
export interface WireLogprob {
  readonly token: string;
  readonly logprob: number;
}

/** The engine's counters. What is missing or nonsense is undefined. Durations in ns. */
export interface WireCounters {
  readonly promptEvalCount: number | undefined;
  readonly evalCount: number | undefined;
  readonly loadDuration: number | undefined;
  readonly promptEvalDuration: number | undefined;
  readonly evalDuration: number | undefined;
}

/** A line of a text stream that adds to the text. */
export interface TextRecord {
  readonly kind: "text";
  readonly text: string;
  readonly logprobs: WireLogprob[];
}

/** The line that ends a text stream. */
export interface FinalRecord {
  readonly kind: "final";
  readonly text: string;
  readonly logprobs: WireLogprob[];
  readonly doneReason: string;
  readonly counters: WireCounters;
}

/** One line of a text stream. */
export type StreamRecord = TextRecord | FinalRecord | { readonly kind: "error"; readonly error: string };

/** One embedding with its counters, or what the engine says under status 200 in its place. */
export type EmbedRecord =
  | { readonly kind: "embedding"; readonly values: number[]; readonly counters: WireCounters }
  | { readonly kind: "error"; readonly error: string };

/** Most logprobs of one record; Ollama puts a few tokens into one. */
const mostLogprobs = 1_000;
/** Most numbers of an embedding; models give some thousand. */
const mostDimensions = 100_000;
/** Largest believable counter. */
const mostTokens = 100_000_000;
/** Largest believable duration: a week, in ns. */
const longestDuration = 7 * 24 * 3600 * 1e9;

/** Reads JSON. Fails with `engine-unreadable`, never with the text in the message: it may be an answer. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable("not JSON");
  }
}

/** Reads one line of /api/generate or /api/chat. */
export function parseStreamRecord(value: unknown, endpoint: TextEndpoint): StreamRecord {
  const record = objectOf(value, "a record");
  if (typeof record["error"] === "string") return { kind: "error", error: record["error"] };
  const done = record["done"];
  if (typeof done !== "boolean") throw unreadable('a record without "done"');
  const text = recordText(record, endpoint, done);
  const logprobs = parseLogprobs(record["logprobs"]);
  if (!done) return { kind: "text", text, logprobs };
  const doneReason = typeof record["done_reason"] === "string" ? record["done_reason"] : "";
  return { kind: "final", text, logprobs, doneReason, counters: parseCounters(record) };
}

/** Reads the answer to `_debug_render_only`; undefined from an engine that does not know it. */
export function parseRenderedPrompt(value: unknown): string | undefined {
  const told = isObject(value) ? value["_debug_info"] : undefined;
  const rendered = isObject(told) ? told["rendered_template"] : undefined;
  return typeof rendered === "string" ? rendered.toWellFormed() : undefined;
}

/** Reads the answer of /api/embed to one text. */
export function parseEmbedRecord(value: unknown): EmbedRecord {
  const record = objectOf(value, "an embedding");
  const said: unknown = record["error"];
  if (typeof said === "string") return { kind: "error", error: said };
  const embeddings: unknown = record["embeddings"];
  if (!Array.isArray(embeddings) || embeddings.length !== 1) throw unreadable("not one embedding for one text");
  const values: unknown = embeddings[0];
  if (!Array.isArray(values) || values.length === 0) throw unreadable("an empty embedding");
  if (values.length > mostDimensions) throw unreadable(`an embedding of more than ${mostDimensions} numbers`);
  if (!values.every(isSingle)) throw unreadable("an embedding with a value that is no finite number");
  return { kind: "embedding", values, counters: parseCounters(record) };
}

/** The text of an {"error": ...} body, or undefined when it is none. */
export function parseErrorBody(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && typeof value["error"] === "string" ? value["error"] : undefined;
  } catch {
    return undefined;
  }
}

/** An object, or `engine-unreadable` naming what it should have been. */
export function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (!isObject(value)) throw unreadable(`no object where ${what} should be`);
  return value;
}

/** The engine answered, and not in Ollama's format. */
export function unreadable(what: string): ProxyError {
  return new ProxyError("engine-unreadable", `the engine's answer cannot be read: ${what}; is this an Ollama server?`);
}

/** A whole number from 0 to `most`, or undefined. */
export function countOf(value: unknown, most = mostTokens): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

function recordText(record: Record<string, unknown>, endpoint: TextEndpoint, done: boolean): string {
  const message = record["message"];
  const text = endpoint === "/api/generate" ? record["response"] : isObject(message) ? message["content"] : undefined;
  if (typeof text === "string") return text.toWellFormed();
  if (text === undefined && done) return "";
  throw unreadable("a record without text");
}

/** All of them, or none: a record with a value that cannot be a log probability tells nothing. */
function parseLogprobs(value: unknown): WireLogprob[] {
  if (!Array.isArray(value) || value.length > mostLogprobs) return [];
  const parsed: WireLogprob[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!isObject(entry) || typeof entry["token"] !== "string") return [];
    const logprob = entry["logprob"];
    if (typeof logprob !== "number" || !Number.isFinite(logprob) || logprob > 0) return [];
    parsed.push({ token: entry["token"].toWellFormed(), logprob });
  }
  return parsed;
}

function parseCounters(record: Record<string, unknown>): WireCounters {
  return {
    promptEvalCount: countOf(record["prompt_eval_count"]),
    evalCount: countOf(record["eval_count"]),
    loadDuration: countOf(record["load_duration"], longestDuration),
    promptEvalDuration: countOf(record["prompt_eval_duration"], longestDuration),
    evalDuration: countOf(record["eval_duration"], longestDuration),
  };
}

function isSingle(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(Math.fround(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
