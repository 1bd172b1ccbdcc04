import { engineError, type EngineName } from "@compute-proxy/backend";
import { type Clock, printable } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { parseInfo, parseVoices, type Voice } from "./wire.js";

/** The voices of an engine. It speaks with its default voice where it does not know the name, so names are checked here. */
export interface Voices {
  /** Asks the engine. Fails with `engine-unreadable` when it tells of no voice at all. */
  list(signal: AbortSignal): Promise<readonly Voice[]>;
  /** The voice of a name. Asks the engine when the name is new or the list is old. Fails with `engine-lacks-model`. */
  find(name: string, signal: AbortSignal): Promise<Voice>;
}

/** How long a list is believed, in ms. */
const listAge = 30_000;

/** Names that an error lists. */
const mostNames = 8;

/** Makes one. `configured` are the voices that count where the engine does not list its own. */
export function createVoices(
  http: EngineHttp,
  engine: EngineName,
  configured: readonly string[],
  clock: Clock,
): Voices {
  let kept: { readonly voices: readonly Voice[]; readonly at: number } | undefined;

  const ask = async (signal: AbortSignal): Promise<readonly Voice[]> => {
    const listed = await http.json("/voices", signal);
    const voices = listed === undefined ? await unlisted(signal) : parseVoices(listed);
    kept = { voices, at: clock.now() };
    return voices;
  };

  /** Without a list: the voice that the engine was started with, if it tells it, and the configured ones. */
  const unlisted = async (signal: AbortSignal): Promise<readonly Voice[]> => {
    const info = await http.json("/info", signal);
    const own = info === undefined ? [] : [parseInfo(info)];
    const others = configured.filter((name) => name !== own[0]?.name);
    return [...own, ...others.map((name) => ({ name, sampleRateHz: undefined, speakers: undefined }))];
  };

  const named = (voices: readonly Voice[], name: string): Voice | undefined =>
    voices.find((voice) => voice.name === name);

  return {
    async list(signal) {
      const voices = await ask(signal);
      if (voices.length > 0) return voices;
      throw engineError("engine-unreadable", "tells of no voice: is this a Piper server?", engine);
    },
    async find(name, signal) {
      const recent = kept !== undefined && clock.now() - kept.at <= listAge ? named(kept.voices, name) : undefined;
      if (recent) return recent;
      const voices = await ask(signal);
      const voice = named(voices, name);
      if (voice) return voice;
      throw engineError("engine-lacks-model", `has no voice "${printable(name)}"; it has ${namesOf(voices)}`, engine);
    },
  };
}

function namesOf(voices: readonly Voice[]): string {
  if (voices.length === 0) return "none";
  const shown = voices.slice(0, mostNames).map(({ name }) => `"${printable(name)}"`);
  const more = voices.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
