import { getJson } from "./get-json.ts";
import { isRecord, recordsIn } from "./record.ts";

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
