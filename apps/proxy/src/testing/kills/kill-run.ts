import type { Attempt, ExecutePipelineResponse, PipelineStreamResponse, TextDelta } from "@compute-proxy/api";
import { scalarCount } from "@compute-proxy/core";

/** What a client got of one answer whose backend was killed while it wrote. */
export interface KillRun {
  /** How much of the answer the client had when the backend was killed, in Unicode scalar values. */
  readonly killedAt: number;
  readonly text: string;
  readonly success: boolean;
  /** Terminal messages; a stream that is whole has one. */
  readonly ends: number;
  /** Whether each piece began where the one before it had ended. */
  readonly isContiguous: boolean;
  readonly sequenceRises: boolean;
  /** `forwarded` events, by their reason. */
  readonly forwardings: readonly string[];
  /** How each attempt went on: empty for the one that began the answer. */
  readonly continuations: readonly string[];
  /** From the kill to the next piece of text, in ms; undefined when none came. */
  readonly silenceMs: number | undefined;
}

/** The stream of a run, and what to do at its piece number `killAfter`, counted from 1. */
export interface KillPlan {
  readonly events: AsyncIterable<PipelineStreamResponse>;
  readonly killAfter: number;
  kill(): Promise<void>;
  now(): number;
}

/** Reads a run to its end and kills a backend on the way. */
export async function killRun({ events, killAfter, kill, now }: KillPlan): Promise<KillRun> {
  const deltas: TextDelta[] = [];
  const forwardings: string[] = [];
  const ends: ExecutePipelineResponse[] = [];
  let killed: { readonly offset: number; readonly at: number } | undefined;
  let silenceMs: number | undefined;
  for await (const { event } of events) {
    if (event?.$case === "forwarded") forwardings.push(event.value.reason);
    if (event?.$case === "runEnd") ends.push(event.value);
    if (event?.$case !== "textDelta") continue;
    deltas.push(event.value);
    if (killed) silenceMs ??= now() - killed.at;
    if (deltas.length !== killAfter) continue;
    await kill();
    killed = { offset: event.value.textOffset + scalarCount(event.value.text), at: now() };
  }
  if (!killed) throw new Error(`the answer ended before its piece ${killAfter}: nothing was killed`);
  return {
    killedAt: killed.offset,
    text: deltas.map(({ text }) => text).join(""),
    success: ends[0]?.success === true,
    ends: ends.length,
    isContiguous: isContiguous(deltas),
    sequenceRises: deltas.every(({ sequence }, index) => sequence > (deltas[index - 1]?.sequence ?? -1)),
    forwardings,
    continuations: attemptsOf(ends[0]).map(({ continuation }) => continuation),
    silenceMs,
  };
}

function isContiguous(deltas: readonly TextDelta[]): boolean {
  let offset = 0;
  return deltas.every(({ text, textOffset }) => {
    const follows = textOffset === offset;
    offset += scalarCount(text);
    return follows;
  });
}

function attemptsOf(end: ExecutePipelineResponse | undefined): readonly Attempt[] {
  return end?.stageResults.flatMap(({ metadata }) => metadata?.attempts ?? []) ?? [];
}
