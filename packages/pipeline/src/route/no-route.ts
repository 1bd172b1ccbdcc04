import type { Exclusion, Stage } from "@compute-proxy/api";
import { type ErrorCode, printable, ProxyError } from "@compute-proxy/core";

/** From the mildest reason to the one that explains most: a rule of the request, a missing model, a switch, an ability. */
const explanations: ReadonlyArray<{
  readonly reasons: readonly string[];
  readonly code: ErrorCode;
  readonly says: string;
}> = [
  {
    reasons: ["over-power-limit", "over-latency-limit", "not-the-target"],
    code: "excluded-by-rule",
    says: "a rule of the request leaves out every backend",
  },
  {
    reasons: ["device-hot", "device-critical", "fan-high", "trips-too-soon"],
    code: "excluded-by-rule",
    says: "enable_thermal_check leaves out every backend that could",
  },
  { reasons: ["model-not-served"], code: "model-not-found", says: "no backend serves the model" },
  { reasons: ["disabled"], code: "no-backend", says: "every backend that could is switched off" },
  { reasons: ["wrong-capability"], code: "not-capable", says: "no backend can do this" },
];

/** Why a stage has nowhere to run. Names each backend and its reason. */
export function noRouteError(stage: Stage, excluded: readonly Exclusion[]): ProxyError {
  const found = explanations.find(({ reasons }) => excluded.some(({ reason }) => reasons.includes(reason)));
  const model = stage.model === "" ? "" : ` with model "${printable(stage.model)}"`;
  const details = excluded.map(({ backend, reason, message }) => `${backend}: ${reason} (${message})`).join("; ");
  return new ProxyError(
    found?.code ?? "no-backend",
    `stage "${printable(stage.id)}" (${stage.type}${model}): ${found?.says ?? "no backend is configured for it"}${details && `: ${details}`}`,
    { stageId: stage.id },
  );
}
