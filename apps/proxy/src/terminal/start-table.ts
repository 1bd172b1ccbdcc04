import type { HeatStatus } from "@compute-proxy/api";
import { liveModels, type RegisteredBackend } from "@compute-proxy/backend";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { heatText } from "./heat-text.js";
import { plainTable } from "./plain-table.js";
import type { Style } from "./style.js";

/** The backends as they are: one row each, with what is wrong where something is. With their heat, where somebody reads it. */
export function backendTable(
  backends: readonly RegisteredBackend[],
  style: Style,
  heatOf?: (backend: RegisteredBackend) => HeatStatus | undefined,
): string {
  const rows = backends.map((backend) => [
    backend.id,
    backend.definition.type,
    backend.definition.hardware + (backend.definition.emulated === true ? " (emulated)" : ""),
    backend.definition.characteristics?.powerWatts?.toString() ?? "-",
    ...(heatOf ? [heatText(heatOf(backend))] : []),
    stateText(backend, style),
    modelsText(backend),
  ]);
  return plainTable(["BACKEND", "TYPE", "HARDWARE", "W", ...(heatOf ? ["HEAT"] : []), "STATE", "MODELS"], rows);
}

/** How many of the usable backends answer, and what to do when not all do. */
export function reachableLine(backends: readonly RegisteredBackend[]): readonly string[] {
  const usable = backends.filter(
    ({ definition, capabilities }) => definition.enabled !== false && capabilities.length > 0,
  );
  const reachable = usable.filter(({ state }) => state.kind === "reachable");
  if (reachable.length === usable.length) return [];
  return [`${reachable.length} of ${usable.length} backends answer; the others are tried again in the background`];
}

/** The pipelines, and the problems of those that cannot run. */
export function pipelineLines(catalog: PipelineCatalog, style: Style): readonly string[] {
  if (!catalog.enabled) return ["pipelines: switched off (pipelines.enabled is false)"];
  const lines = catalog.entries.map((entry) =>
    entry.kind === "ready"
      ? `  ${style.good("ready")}   ${entry.pipeline.id}: ${entry.pipeline.stages.map(({ id }) => id).join(" -> ")}`
      : `  ${style.bad("broken")}  ${entry.id}: ${entry.problems.length} problem(s)${entry.problems.map((problem) => `\n            ${problem}`).join("")}`,
  );
  return [
    `pipelines: ${catalog.entries.length}`,
    ...lines,
    ...catalog.problems.map((problem) => `  ${style.bad("problem")} ${problem}`),
  ];
}

function stateText({ definition, state, capabilities }: RegisteredBackend, style: Style): string {
  if (definition.enabled === false) return style.dim("disabled");
  if (capabilities.length === 0) return style.dim("not supported yet");
  switch (state.kind) {
    case "reachable":
      return style.good("reachable");
    case "unreachable":
      return style.bad("unreachable");
    case "unknown":
      return style.dim("not asked yet");
  }
}

function modelsText({ definition, state }: RegisteredBackend): string {
  const live = liveModels(state);
  if (live) return cut(live.map(({ name }) => name));
  const configured = [...(definition.models?.preferred ?? []), ...(definition.models?.supported ?? [])];
  return configured.length === 0 ? "-" : `${cut([...new Set(configured)])} (configured)`;
}

function cut(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown}, +${names.length - 4} more` : shown || "none";
}
