import type { HeatStatus } from "@compute-proxy/api";
import type { RegisteredBackend, Registry } from "@compute-proxy/backend";
import type { Configuration } from "@compute-proxy/config";
import type { Clock } from "@compute-proxy/core";
import { createOutcomes } from "@compute-proxy/outcomes";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { createComputeServer } from "@compute-proxy/service";
import type { Logger } from "pino";
import { addressText } from "./address.js";
import { keepProbed } from "./continuations/keep-probed.js";
import { logEvent } from "./log-event.js";
import { openCalibration } from "./open-calibration.js";
import { openHeat } from "./heat/open-heat.js";
import { readRecording } from "./heat/read-recording.js";
import { descriptorWatch } from "./process/descriptor-watch.js";
import { serverProtection } from "./process/server-protection.js";
import { announceServer } from "./server-file.js";
import { watchedBackends } from "./watched-backends.js";

/** What a proxy is started with. */
export interface ProxyPlan {
  readonly configuration: Configuration;
  readonly catalog: PipelineCatalog;
  /** Whether a note in data_dir says where the server listens. */
  readonly announce: boolean;
  readonly log: Logger;
  readonly clock: Clock;
}

/** A proxy that serves. Its owner ends it with `drain` or `close`. */
export interface RunningProxy {
  /** host:port of the gRPC server. */
  readonly address: string;
  readonly registry: Registry;
  readonly catalog: PipelineCatalog;
  /** What the sensors of a backend's device said last. Undefined: nothing has read it. */
  heatOf(backend: RegisteredBackend): HeatStatus | undefined;
  /** server.shutdown_grace_seconds, in ms. */
  readonly graceMs: number;
  /** Lets running calls finish within the grace, then frees everything. */
  drain(): Promise<"clean" | "forced">;
  /** Ends at once. */
  close(): Promise<void>;
}

/** Wires the packages together and listens. Throws when the address cannot be had; backends that are gone do not stop it. */
export async function startProxy({ configuration, catalog, announce, log, clock }: ProxyPlan): Promise<RunningProxy> {
  const { server: place, routing } = configuration;
  const calibration = await openCalibration(configuration.calibrationFile);
  const recording = await readRecording(configuration.thermalRecording);
  const backends = await watchedBackends(configuration, log, clock);
  const { registry } = backends;
  const heat = await openHeat({ recording, backends: registry.backends, catalog, log, clock });
  const continuations = keepProbed(registry, catalog, log, clock);
  const watchDescriptors = descriptorWatch(log, clock);
  const server = createComputeServer({
    catalog,
    registry,
    routing,
    clock,
    calibration,
    heat,
    continuations: continuations.book,
    outcomes: createOutcomes({ dataDir: configuration.dataDir }),
    observe(event) {
      logEvent(log, event);
      watchDescriptors(event);
    },
    onError: (error, where) => log.error({ err: error, ...where }, "unexpected error"),
    protection: serverProtection(log, clock),
  });

  try {
    const port = await server.listen(place.host, place.grpcPort);
    const address = addressText(place.host, port);
    await backends.watch();
    const announcement = await announceServer(announce ? configuration.dataDir : undefined, address);
    const end = async (how: () => Promise<unknown>): Promise<void> => {
      continuations.close();
      await how();
      await announcement.withdraw();
      heat.close();
      await backends.close();
    };
    return {
      address,
      registry,
      catalog,
      heatOf: ({ definition }) => heat.status(definition, clock.now()),
      graceMs: place.shutdownGraceMs,
      async drain() {
        let outcome: "clean" | "forced" = "clean";
        await end(async () => (outcome = await server.drain(place.shutdownGraceMs)));
        return outcome;
      },
      close: () => end(() => server.close()),
    };
  } catch (error) {
    continuations.close();
    await server.close();
    heat.close();
    await backends.close();
    throw error;
  }
}
