import type { Stage } from "@compute-proxy/api";
import { stageThermalPolicy, type ThermalPolicy } from "@compute-proxy/forwarding";
import type { PipelineCatalog } from "@compute-proxy/pipeline";

/** A stage that leaves hot devices out, and its limits. */
export interface HeatedStage {
  readonly stage: Stage;
  readonly policy: ThermalPolicy;
}

/** Those of all pipelines that can run. */
export function heatedStages({ entries }: PipelineCatalog): readonly HeatedStage[] {
  return entries
    .flatMap((entry) => (entry.kind === "ready" ? entry.pipeline.stages : []))
    .flatMap((stage) => {
      const policy = stageThermalPolicy(stage.forwardingPolicy);
      return policy ? [{ stage, policy }] : [];
    });
}
