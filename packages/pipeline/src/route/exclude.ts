import type { Annotations, Exclusion } from "@compute-proxy/api";
import { liveModels, type RegisteredBackend, resolveModel } from "@compute-proxy/backend";
import { brokenWish } from "./wishes.js";

/** What a backend is asked for. */
export interface Need {
  readonly stageType: string;
  /** The pipeline's name; empty for the backend's preferred model. */
  readonly model: string;
  readonly wishes: Annotations | undefined;
}

/** Whether a backend can serve a need, and with which model. */
export type Eligibility =
  | { readonly kind: "eligible"; readonly engineModel: string }
  | { readonly kind: "excluded"; readonly exclusion: Exclusion };

/** Codes of an exclusion's reason. */
type ExclusionReason =
  | "disabled"
  | "wrong-capability"
  | "model-not-served"
  | "not-the-target"
  | "over-power-limit"
  | "over-latency-limit"
  | "unreachable"
  | "circuit-open";

/** Checks in the order in which a person would want to hear it: off, unable, without the model, forbidden by a rule. */
export function eligibility(backend: RegisteredBackend, { stageType, model, wishes }: Need): Eligibility {
  if (backend.definition.enabled === false) return excluded(backend, "disabled", "switched off in the configuration");
  if (!backend.capabilities.includes(stageType)) {
    return excluded(backend, "wrong-capability", `a backend of type ${backend.definition.type} cannot do ${stageType}`);
  }
  const resolved = resolveModel(backend.definition, model, stageType, liveModels(backend.state));
  if (resolved.kind === "not-served") return excluded(backend, "model-not-served", resolved.because);
  const broken = brokenWish(backend, wishes);
  if (broken) return excluded(backend, broken.rule, broken.message);
  return { kind: "eligible", engineModel: resolved.engineModel };
}

/** Names a backend that was left out. */
function excluded(
  backend: RegisteredBackend,
  reason: ExclusionReason,
  message: string,
): Eligibility & { kind: "excluded" } {
  return { kind: "excluded", exclusion: { backend: backend.id, reason, message } };
}
