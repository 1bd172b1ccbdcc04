import type { PipelineCatalog } from "@compute-proxy/pipeline";

/** The names that the pipelines have for models of text: those of their stages and of their tiers. */
export function modelNames({ enabled, entries }: PipelineCatalog): readonly string[] {
  if (!enabled) return [];
  const named = entries.flatMap((entry) => {
    if (entry.kind !== "ready") return [];
    const { stages, tiers } = entry.pipeline;
    const writing = stages.filter(({ type }) => type === "text_generation");
    return [...writing.map(({ model }) => model), ...Object.values(tiers).map(({ model }) => model)];
  });
  return [...new Set(named)].filter((name) => name !== "");
}
