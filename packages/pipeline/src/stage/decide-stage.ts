import type { Stage } from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import { printable, ProxyError, toProxyError } from "@compute-proxy/core";
import { evaluateCondition } from "../condition/index.js";
import type { StageFlow } from "./stage-flow.js";
import { conditionValues } from "./condition-values.js";

/** What happens with a stage when its turn comes. */
export type StageDecision =
  | { readonly kind: "run" }
  | { readonly kind: "skip"; readonly because: string }
  | { readonly kind: "fail"; readonly error: ProxyError };

/** A stage runs when it has no condition or its condition is true. */
export function decideStage(stage: Stage, flow: StageFlow, registry: Registry): StageDecision {
  if (stage.when === undefined || stage.when === "") return { kind: "run" };
  try {
    return evaluateCondition(stage.when, conditionValues(flow, registry))
      ? { kind: "run" }
      : { kind: "skip", because: `its condition is false: ${stage.when}` };
  } catch (thrown) {
    const { code, message, cause } = toProxyError(thrown);
    const error = new ProxyError(code, `stage "${printable(stage.id)}": ${message}`, { stageId: stage.id, cause });
    return { kind: "fail", error };
  }
}
