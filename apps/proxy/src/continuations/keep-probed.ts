import type { Registry } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import { type ContinuationBook, createContinuationBook, probeBackends } from "@compute-proxy/forwarding";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import type { Logger } from "pino";
import { modelNames } from "./model-names.js";

/** What the backends can do with begun texts, as far as it is known by now. */
export interface KeptContinuations {
  readonly book: ContinuationBook;
  /** Ends the probing, a probe that runs included. */
  close(): void;
}

/** Begins to probe the backends in the background. Nobody waits for it. */
export function keepProbed(registry: Registry, catalog: PipelineCatalog, log: Logger, clock: Clock): KeptContinuations {
  const stop = new AbortController();
  const book = createContinuationBook();
  const probing = probeBackends(
    {
      registry,
      models: modelNames(catalog),
      book,
      clock,
      onProbe({ backendId, engineModel }, outcome) {
        const place = { backend: backendId, model: engineModel };
        if (outcome.kind === "failed") log.warn({ ...place, reason: outcome.because }, "continuation probe failed");
        else log.info({ ...place, detail: outcome.ability.modes.join(", ") || "none" }, "continuation probe");
      },
    },
    stop.signal,
  );
  probing.catch((error: unknown) => log.error({ err: error }, "continuation probes ended"));
  return { book, close: () => stop.abort() };
}
