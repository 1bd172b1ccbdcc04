import type { Registry } from "@compute-proxy/backend";
import type { ConditionValues } from "../condition/index.js";
import type { StageFlow } from "./stage-flow.js";

/** What conditions see of a run so far. A stage that failed before an attempt has no backend and no model. */
export function conditionValues(flow: StageFlow, registry: Registry): ConditionValues {
  const stages = flow.memories.map(({ success, backend, model, id, ...memory }) => {
    const place = { backend: backend || undefined, model: model || undefined };
    return [id, { ...memory, ...place, success: success ?? false }] as const;
  });
  const reachable = registry.backends.map(({ id, state }) => [id, state.kind === "reachable"] as const);
  return { input: flow.input, stages: new Map(stages), env: { reachable: new Map(reachable) } };
}
