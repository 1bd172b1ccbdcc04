import type { Pipeline, Stage } from "@compute-proxy/api";
import type { RegisteredBackend } from "@compute-proxy/backend";
import { ProxyError } from "@compute-proxy/core";

/**
 * The least time that a run can take by the configured latencies, in ms: the fastest able backend of each stage that always
 * runs. A stage with an able backend whose latency is not configured adds nothing.
 */
export function fastestEstimate(pipeline: Pipeline, backends: readonly RegisteredBackend[]): number {
  return pipeline.stages.reduce((sum, stage) => sum + fastestStage(stage, backends), 0);
}

/** Throws deadline-exceeded when what is left of the client's deadline is shorter than the estimate: nothing is started then. */
export function admit(
  pipeline: Pipeline,
  backends: readonly RegisteredBackend[],
  remainingMs: number | undefined,
): void {
  const estimate = fastestEstimate(pipeline, backends);
  if (remainingMs === undefined || remainingMs >= estimate) return;
  throw new ProxyError(
    "deadline-exceeded",
    `${remainingMs} ms are left of the client's deadline, the fastest run takes ${estimate} ms (characteristics.avg_latency_ms)`,
  );
}

function fastestStage(stage: Stage, backends: readonly RegisteredBackend[]): number {
  if (stage.when !== undefined) return 0;
  const able = backends.filter(
    ({ definition, capabilities }) => definition.enabled !== false && capabilities.includes(stage.type),
  );
  if (able.length === 0) return 0;
  return Math.min(...able.map(({ definition }) => definition.characteristics?.avgLatencyMs ?? 0));
}
