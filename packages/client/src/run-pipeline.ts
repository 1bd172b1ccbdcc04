import {
  type Annotations,
  type DeepPartial,
  type ExecutePipelineRequest,
  type ExecutePipelineResponse,
  type PipelineInput,
  type PipelineOptions,
  type PipelineStreamResponse,
} from "@compute-proxy/api";
import type { CallOptions } from "./call-options.js";
import type { ComputeMethods } from "./compute-methods.js";

/** A call's own options, and those of the run. */
export interface RunOptions extends CallOptions {
  /** Override the pipeline's for this run. */
  readonly options?: DeepPartial<PipelineOptions> | undefined;
  readonly annotations?: DeepPartial<Annotations> | undefined;
}

/** Running a pipeline by id, for the common cases. */
export interface PipelineRuns {
  /** Runs a pipeline on a text, or on any input, to its end. */
  runPipeline(
    pipelineId: string,
    input: string | DeepPartial<PipelineInput>,
    options?: RunOptions,
  ): Promise<ExecutePipelineResponse>;
  /** The same run as it happens. */
  streamPipeline(
    pipelineId: string,
    input: string | DeepPartial<PipelineInput>,
    options?: RunOptions,
  ): AsyncIterable<PipelineStreamResponse>;
}

/** The short forms of the two pipeline RPCs. */
export function pipelineRuns(methods: Pick<ComputeMethods, "executePipeline" | "executePipelineStream">): PipelineRuns {
  return {
    runPipeline: (pipelineId, input, options = {}) =>
      methods.executePipeline(toRequest(pipelineId, input, options), options),
    streamPipeline: (pipelineId, input, options = {}) =>
      methods.executePipelineStream(toRequest(pipelineId, input, options), options),
  };
}

function toRequest(
  pipelineId: string,
  input: string | DeepPartial<PipelineInput>,
  { options, annotations }: RunOptions,
): DeepPartial<ExecutePipelineRequest> {
  return { pipelineId, input: typeof input === "string" ? { text: input } : input, options, annotations };
}
