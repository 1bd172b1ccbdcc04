import type { Pipeline, PipelineInput, PipelineStreamResponse, Stage, StageResult } from "@compute-proxy/api";
import { type ProxyError, throwIfAborted } from "@compute-proxy/core";
import type { RunContext } from "./run-context.js";
import { createEventStamp, type RunEvent } from "./event.js";
import { toRunError } from "./run/run-error.js";
import { effectiveOptions } from "./run/run-options.js";
import { decideStage } from "./stage/decide-stage.js";
import { runStage, type StageScope } from "./stage/run-stage.js";
import { canSpeakWhileWriting, speakWhileWriting } from "./stage/speak-while-writing.js";
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
  if (context.isValidated !== true) assertRunnable(pipeline, input, context);
  throwIfAborted(context.signal);
  const stamp = createEventStamp(context.runId, context.clock);
  for await (const event of runEvents(pipeline, input, context)) {
    const stamped = stamp(event);
    context.observe?.(stamped);
    if (context.reads !== "result" || event.$case === "runEnd") yield stamped;
  }
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
  for (let index = 0; index < pipeline.stages.length && (!failure || options.continueOnError);) {
    const stages = pipeline.stages.slice(index, index + 2);
    for (const { stage, finished } of yield* runNext({ pipeline, flow, options, context }, stages)) {
      results.push(finished.result);
      failure ??= finished.error;
      if (finished.error?.code === "internal") context.onInternal?.(finished.error);
      flow = afterStage(flow, finished.memory, finished.output);
      index = pipeline.stages.indexOf(stage) + 1;
    }
  }

  yield {
    $case: "runEnd",
    value: {
      runId: context.runId,
      pipelineId: pipeline.id,
      success: failure === undefined,
      finalOutput: flow.output,
      stageResults: results,
      totalTimeMs: Math.round(context.clock.now() - began),
      error: failure ? toRunError(failure) : undefined,
      energy: undefined,
    },
  };
}

interface FinishedTurn {
  readonly stage: Stage;
  readonly finished: FinishedStage;
}

/** Runs the next stage to its stageEnd, and the one after it too where that can speak while this one is writing. */
async function* runNext(
  scope: Omit<StageScope, "stage">,
  [stage, next]: readonly Stage[],
): AsyncGenerator<RunEvent, readonly FinishedTurn[], void> {
  if (!stage) return [];
  const { flow, options, context } = scope;
  const decision = decideStage(stage, flow, context.registry);
  if (decision.kind === "run" && canSpeakWhileWriting({ ...scope, stage }, next)) {
    const { written, spoken } = yield* speakWhileWriting({ ...scope, stage }, next);
    const turns = [{ stage, finished: written }];
    return spoken ? [...turns, { stage: next, finished: spoken }] : turns;
  }
  const finished =
    decision.kind === "run"
      ? yield* runStage({ ...scope, stage })
      : decision.kind === "skip"
        ? skippedStage(stage, decision.because)
        : unstartedStage(stage, decision.error, 0, options.collectMetrics);
  throwIfAborted(context.signal);
  yield { $case: "stageEnd", value: { result: finished.result } };
  return [{ stage, finished }];
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
