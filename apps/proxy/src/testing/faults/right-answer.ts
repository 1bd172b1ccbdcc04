import { startMockEngines } from "@compute-proxy/mock-engines";
import type { CallName, FaultRow } from "./fault-row.js";
import { asked } from "./seen.js";

/**
 * The whole answer, read from an engine without any proxy up to the first record that is done: with the row's fault where that
 * leaves the answer whole, else without it.
 */
export async function rightAnswer(call: CallName, row: FaultRow): Promise<string> {
  const outcome = call === "Embed" ? row.embed : row.text;
  const engine = await startMockEngines({ tokens: 6 });
  try {
    if (outcome?.kind === "fine" && row.fault?.fault !== "endless") await engine.setFault(row.fault);
    return call === "Embed" ? await vectorOf(engine.url) : await textOf(engine.url);
  } finally {
    await engine.close();
  }
}

async function textOf(url: string): Promise<string> {
  const body = JSON.stringify({ model: asked.text, prompt: asked.prompt, stream: true });
  const response = await fetch(`${url}/api/generate`, { method: "POST", body });
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const last = records.findIndex(({ done }) => done === true);
  return records
    .slice(0, last)
    .map((record) => record["response"])
    .join("");
}

async function vectorOf(url: string): Promise<string> {
  const body = JSON.stringify({ model: asked.embedding, input: asked.prompt });
  const response = await fetch(`${url}/api/embed`, { method: "POST", body });
  const { embeddings } = (await response.json()) as { readonly embeddings: readonly (readonly number[])[] };
  return (embeddings[0] ?? []).map(Math.fround).join(" ");
}
