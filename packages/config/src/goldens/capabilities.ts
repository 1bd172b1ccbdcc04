import type { Backend } from "@compute-proxy/api";

const types: Readonly<Record<string, readonly string[]>> = {
  ollama: ["text_generation", "embedding"],
  simulated: ["text_generation", "embedding"],
  whisper_cpp: ["audio_to_text"],
  piper: ["text_to_audio"],
};

/** What the adapters can do; nothing for the types that have none. */
export function capabilitiesOf({ type }: Backend): readonly string[] {
  return Object.hasOwn(types, type) ? (types[type] ?? []) : [];
}
