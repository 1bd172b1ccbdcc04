import {
  ExecutePipelineResponse,
  type Pipeline,
  type PipelineInput,
  type PipelineStreamResponse,
  type StageResult,
} from "@compute-proxy/api";
import { type ProxyError, throwIfAborted } from "@compute-proxy/core";
import type { RunContext } from "./run-context.js";
import { createEventStamp, type RunEvent } from "./event.js";
import { toRunError } from "./run/run-error.js";
import { effectiveOptions } from "./run/run-options.js";
import { decideStage } from "./stage/decide-stage.js";
import { runStage } from "./stage/run-stage.js";
import { afterStage, beginFlow, type StageFlow } from "./stage/stage-flow.js";
import { type FinishedStage, skippedStage, unstartedStage } from "./stage/stage-result.js";
import { assertRunnable } from "./validate-run.js";

/**
 * Runs a pipeline and yields what happens, from run_start to run_end: the one implementation, of which every result, log line
 * and stream is a fold. A failed stage is part of the result. Throws before the first event when the input, options or
 * annotations are wrong (all violations at once), and the signal's reason when the run is aborted.
 * Leaving the loop early stops the engines.
 */
export async function* execute(
  pipeline: Pipeline,
  input: PipelineInput,
  context: RunContext,
): AsyncGenerator<PipelineStreamResponse, void, void> {
  assertRunnable(pipeline, input, context);
  throwIfAborted(context.signal);
  const stamp = createEventStamp(context.runId, context.clock);
  for await (const event of runEvents(pipeline, input, context)) yield stamp(event);
}

async function* runEvents(
  pipeline: Pipeline,
  input: PipelineInput,
  context: RunContext,
): AsyncGenerator<RunEvent, void, void> {
  const began = context.clock.now();
  const options = effectiveOptions(pipeline, context.options);
  const results: StageResult[] = [];
  let flow: StageFlow = beginFlow(input);
  let failure: ProxyError | undefined;

  yield runStart(pipeline, context);
  for (const stage of pipeline.stages) {
    if (failure && !options.continueOnError) break;
    const decision = decideStage(stage, flow, context.registry);
    const finished: FinishedStage =
      decision.kind === "run"
        ? yield* runStage({ pipeline, stage, flow, options, context })
        : decision.kind === "skip"
          ? skippedStage(stage, decision.because)
          : unstartedStage(stage, decision.error, 0, options.collectMetrics);
    throwIfAborted(context.signal);
    yield { $case: "stageEnd", value: { result: finished.result } };
    results.push(finished.result);
    failure ??= finished.error;
    if (finished.error?.code === "internal") context.onInternal?.(finished.error);
    flow = afterStage(flow, finished.memory, finished.output);
  }

  yield {
    $case: "runEnd",
    value: ExecutePipelineResponse.fromPartial({
      runId: context.runId,
      pipelineId: pipeline.id,
      success: failure === undefined,
      finalOutput: flow.output,
      stageResults: results,
      totalTimeMs: Math.round(context.clock.now() - began),
      error: failure ? toRunError(failure) : undefined,
    }),
  };
}

function runStart(pipeline: Pipeline, context: RunContext): RunEvent {
  return {
    $case: "runStart",
    value: {
      pipelineId: pipeline.id,
      stageIds: pipeline.stages.map(({ id }) => id),
      labels: { ...context.annotations?.custom },
    },
  };
}
