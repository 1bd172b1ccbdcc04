import { Pipeline, PipelineInput, type PipelineStreamResponse } from "@compute-proxy/api";
import { createRegistry, type RegisteredBackend } from "@compute-proxy/backend";
import type { ScriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { execute } from "../execute.js";
import type { RunContext } from "../run-context.js";
import type { RunEvent } from "../event.js";

/** A context over scripted backends, with time that stands still. */
export function testContext(
  backends: readonly ScriptedBackend[],
  changes: Partial<RunContext> = {},
): RunContext & { readonly clock: FakeClock } {
  const clock = new FakeClock();
  return {
    runId: "run-1",
    registry: createRegistry({
      entries: backends.map((adapter) => ({ definition: adapter.definition, adapter })),
      policy: { unhealthyThreshold: 3 },
      clock,
    }),
    routing: { defaultBackend: undefined, fallbackStrategy: "next_best" },
    signal: new AbortController().signal,
    ...changes,
    clock,
  };
}

/** Other calls of a backend's model have failed until they stopped. */
export function openCircuit(circuits: RegisteredBackend["circuits"] | undefined, model = "m"): void {
  while (circuits?.of(model).kind === "closed") circuits.tell(model, { kind: "failed", because: "engine-failed" });
}

/** All events of a run. */
export async function collect(
  pipeline: Parameters<typeof Pipeline.fromPartial>[0],
  input: Parameters<typeof PipelineInput.fromPartial>[0],
  context: RunContext,
): Promise<readonly PipelineStreamResponse[]> {
  const events: PipelineStreamResponse[] = [];
  for await (const event of execute(Pipeline.fromPartial(pipeline), PipelineInput.fromPartial(input), context))
    events.push(event);
  return events;
}

/** All events of a run for which time passes while it waits, as between an attempt and its retry. */
export async function collectAsTimePasses(
  pipeline: Parameters<typeof Pipeline.fromPartial>[0],
  input: Parameters<typeof PipelineInput.fromPartial>[0],
  context: RunContext & { readonly clock: FakeClock },
): Promise<readonly PipelineStreamResponse[]> {
  const progress = { over: false };
  const events = collect(pipeline, input, context).finally(() => (progress.over = true));
  while (!progress.over) await context.clock.advance(10);
  return events;
}

type ValueOf<Case extends RunEvent["$case"]> = Extract<RunEvent, { $case: Case }>["value"];

/** The values of all events of one kind. */
export function eventsOf<Case extends RunEvent["$case"]>(
  events: readonly PipelineStreamResponse[],
  kind: Case,
): ReadonlyArray<ValueOf<Case>> {
  return events.flatMap(({ event }) => (event?.$case === kind ? [event.value as ValueOf<Case>] : []));
}
