import { isRecord, recordsIn } from "./record.ts";

const PROBE_MS = 700;

/** The version an Ollama at this address reports; `undefined` when none answers in a moment. */
export async function ollamaVersion(endpoint: string): Promise<string | undefined> {
  const answer = await getJson(`${endpoint}/api/version`);
  return isRecord(answer) && typeof answer["version"] === "string" ? answer["version"] : undefined;
}

/** Names of the models this Ollama has, as it prints them. Empty when it does not answer. */
export async function ollamaModels(endpoint: string): Promise<readonly string[]> {
  const answer = await getJson(`${endpoint}/api/tags`);
  if (!isRecord(answer)) return [];
  return recordsIn(answer["models"]).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

async function getJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
