import type { Audio, PipelineStreamResponse } from "@compute-proxy/api";
import type { ComputeClient } from "@compute-proxy/client";
import type { MeasuredPipeline } from "./pipelines.ts";

/** One run, in ms from the call, to a tenth. */
interface RunTime {
  readonly firstAudioMs: number;
  readonly endMs: number;
}

/** A pipeline's runs; number n of one list was measured right beside number n of the other. */
export interface PipelineTimes {
  readonly pipeline: MeasuredPipeline;
  readonly streamed: readonly RunTime[];
  readonly whole: readonly RunTime[];
}

/** Measures streamed and whole in turns, after one run of each that does not count. */
export async function measurePairs(
  client: ComputeClient,
  pipeline: MeasuredPipeline,
  question: Audio,
  pairs: number,
  say: (line: string) => void,
): Promise<PipelineTimes> {
  const run = (isStreamed: boolean): Promise<RunTime> => measureRun(client, pipeline.id, question, isStreamed);
  const streamed: RunTime[] = [];
  const whole: RunTime[] = [];
  await run(true);
  await run(false);
  for (let pair = 1; pair <= pairs; pair += 1) {
    const first = await run(true);
    const second = await run(false);
    streamed.push(first);
    whole.push(second);
    say(`${pipeline.id} ${pair}/${pairs}: ${first.firstAudioMs.toFixed(0)} ms, ${second.firstAudioMs.toFixed(0)} ms`);
  }
  return { pipeline, streamed, whole };
}

/** Runs to the end, so that nothing of one run is left to slow the next. */
async function measureRun(
  client: ComputeClient,
  pipelineId: string,
  audio: Audio,
  enableStreaming: boolean,
): Promise<RunTime> {
  const began = performance.now();
  const elapsed = (): number => Math.round((performance.now() - began) * 10) / 10;
  let firstAudioMs: number | undefined;
  for await (const message of client.streamPipeline(pipelineId, { audio }, { options: { enableStreaming } })) {
    if (bringsAudio(message)) firstAudioMs ??= elapsed();
    if (message.event?.$case === "runEnd" && message.event.value.success !== true) {
      throw new Error(`a run failed: ${message.event.value.error?.message}`);
    }
  }
  if (firstAudioMs === undefined) throw new Error(`pipeline "${pipelineId}" ended without audio`);
  return { firstAudioMs, endMs: elapsed() };
}

/** A frame, or the whole speech as the result of its stage. */
function bringsAudio({ event }: PipelineStreamResponse): boolean {
  if (event?.$case === "audioDelta") return true;
  return event?.$case === "stageEnd" && event.value.result?.output?.kind?.$case === "audio";
}
