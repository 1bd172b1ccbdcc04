import { type Pipeline, PipelineOptions } from "@compute-proxy/api";

/** The options of a run with nothing left open. */
export interface EffectiveOptions {
  readonly enableStreaming: boolean;
  readonly preserveContext: boolean;
  readonly continueOnError: boolean;
  readonly collectMetrics: boolean;
  /** Whether the lowest configured latency goes first where a stage names no backend. */
  readonly latencyCritical: boolean;
  /** Undefined: no limit of its own. */
  readonly stageTimeoutMs: number | undefined;
}

/** The request's options over the pipeline's over the defaults. */
export function effectiveOptions(pipeline: Pipeline, overrides: PipelineOptions | undefined): EffectiveOptions {
  const own = pipeline.options ?? PipelineOptions.fromPartial({});
  const pick = <K extends keyof PipelineOptions>(key: K): PipelineOptions[K] => overrides?.[key] ?? own[key];
  return {
    enableStreaming: pick("enableStreaming") ?? true,
    preserveContext: pick("preserveContext") ?? false,
    continueOnError: pick("continueOnError") ?? false,
    collectMetrics: pick("collectMetrics") ?? true,
    latencyCritical: pick("latencyCritical") ?? false,
    stageTimeoutMs: pick("stageTimeoutMs"),
  };
}
