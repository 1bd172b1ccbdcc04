import type { BackendStatus } from "@compute-proxy/api";
import { heatText } from "./heat-text.js";
import { plainTable } from "./plain-table.js";
import type { Style } from "./style.js";

/** The backends as a server sees them, one row each. */
export function statusTable(backends: readonly BackendStatus[], style: Style): string {
  const rows = backends.map(({ backend, health, message, engineVersion, models, simulated, heat }) => [
    backend?.id ?? "",
    backend?.type ?? "",
    (backend?.hardware ?? "") +
      (backend?.emulated === true ? " (emulated)" : "") +
      (simulated === true ? " (simulated)" : ""),
    backend?.characteristics?.powerWatts?.toString() ?? "-",
    heatText(heat),
    health === "reachable" ? style.good(health) : health === "unreachable" ? style.bad(health) : style.dim(health),
    engineVersion || "-",
    message || models.map(({ name }) => name).join(", ") || "-",
  ]);
  return plainTable(["BACKEND", "TYPE", "HARDWARE", "W", "HEAT", "STATE", "ENGINE", "MODELS"], rows);
}
