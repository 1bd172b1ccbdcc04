import { longestModelName } from "@compute-proxy/backend";
import { ProxyError } from "@compute-proxy/core";

/** A voice as the engine lists it. What is missing or nonsense is undefined. */
export interface Voice {
  readonly name: string;
  readonly sampleRateHz: number | undefined;
  readonly speakers: number | undefined;
}

/** Voices that are kept, in the engine's order. */
const mostVoices = 1_000;
/** Largest believable numbers. */
const mostSpeakers = 100_000;
const highestRate = 192_000;

/** Reads JSON. Fails with `engine-unreadable`, never with the text in the message. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable("not JSON");
  }
}

/** Reads GET /voices: configurations by name. The result is in the order of the names; names that no request can hold are left out. */
export function parseVoices(value: unknown): readonly Voice[] {
  const entries = Object.entries(objectOf(value, "a list of voices")).filter(([name]) => isName(name));
  return entries
    .slice(0, mostVoices)
    .map(([name, config]) => toVoice(name, config))
    .toSorted(byName);
}

/** Reads the voice of GET /info, and nothing else of it: beside the voice it shows the last text that was spoken. */
export function parseInfo(value: unknown): Voice {
  const voice = objectOf(objectOf(value, "an information")["voice"], "a voice");
  const name = voice["name"];
  if (typeof name !== "string" || !isName(name)) throw unreadable("a voice without a usable name");
  return { name, sampleRateHz: undefined, speakers: countOf(voice["num_speakers"], mostSpeakers) };
}

function toVoice(name: string, value: unknown): Voice {
  const config = objectOf(value, "a voice");
  const audio = config["audio"];
  return {
    name,
    sampleRateHz: isObject(audio) ? countOf(audio["sample_rate"], highestRate) : undefined,
    speakers: countOf(config["num_speakers"], mostSpeakers),
  };
}

function isName(text: string): boolean {
  return text !== "" && text.length <= longestModelName && !/\p{C}/u.test(text);
}

function countOf(value: unknown, most: number): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
}

function byName(first: Voice, second: Voice): number {
  return first.name < second.name ? -1 : 1;
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (!isObject(value)) throw unreadable(`${what} that is no object`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(what: string): ProxyError {
  return new ProxyError("engine-unreadable", `the engine sent ${what}: is this a Piper server?`);
}
