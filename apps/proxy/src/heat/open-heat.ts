import type { RegisteredBackend } from "@compute-proxy/backend";
import { type Clock, ProxyError } from "@compute-proxy/core";
import type { ThermalRecording } from "@compute-proxy/forwarding";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import {
  createHeatKeeper,
  type HeatKeeper,
  readSensors,
  recordingSource,
  simulatedSource,
  type ThermalSource,
} from "@compute-proxy/thermal";
import type { Logger } from "pino";
import { heatLog } from "./heat-log.js";
import { heatedStages } from "./stage-policies.js";

/** What is read, and for whom. */
export interface HeatPlan {
  /** Temperatures to play from now on. */
  readonly recording: ThermalRecording | undefined;
  readonly backends: readonly RegisteredBackend[];
  readonly catalog: PipelineCatalog;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The devices' heat, read in the background until it is closed. */
export interface OpenHeat extends HeatKeeper {
  close(): void;
}

/**
 * Begins to read the temperatures, and to remember them under the policies of all pipelines. A recording counts before the simulated
 * devices' own. Resolves after the first reading, within a second.
 */
export async function openHeat({ recording, backends, catalog, log, clock }: HeatPlan): Promise<OpenHeat> {
  const sources = [...(recording ? [recordingSource(recording, clock.now())] : []), ...simulatedSources(backends)];
  const keeper = createHeatKeeper(sources);
  const stages = heatedStages(catalog);
  const notes = heatLog(log);
  for (const { policy } of stages) for (const { definition } of backends) keeper.of(definition, policy);
  notes.unread(
    stages,
    backends.filter(({ definition }) => !keeper.reads(definition)),
  );
  const stop = new AbortController();
  await readSensors(
    {
      sources,
      clock,
      onSample(source, sample) {
        keeper.take(source, sample);
        if (sample.celsius === undefined) notes.missing(source, sample);
      },
      onTrouble: notes.trouble,
    },
    stop.signal,
  );
  return { ...keeper, close: () => stop.abort(new ProxyError("shutting-down", "the sensors are read no more")) };
}

function simulatedSources(backends: readonly RegisteredBackend[]): readonly ThermalSource[] {
  const thermometers = backends.flatMap(({ id, temperature }) =>
    temperature === undefined ? [] : [{ backend: id, temperature }],
  );
  return thermometers.length === 0 ? [] : [simulatedSource(thermometers)];
}
