import { checkAll, createRegistry, type Registry, runHealthChecks } from "@compute-proxy/backend";
import type { Configuration } from "@compute-proxy/config";
import type { Clock } from "@compute-proxy/core";
import type { Logger } from "pino";
import { createAdapter } from "./adapters.js";

/** The configured backends, and the checks that go on in the background. The owner closes them. */
export interface WatchedBackends {
  readonly registry: Registry;
  /** Looks at all of them once, for a moment, and then again and again in the background. */
  watch(): Promise<void>;
  close(): Promise<void>;
}

/** The first look at the backends delays the start by no more than this, in ms. */
const firstLookMs = 1500;

/** Makes an adapter for each configured backend. Who comes and goes is logged. */
export function watchedBackends({ backends, health }: Configuration, log: Logger, clock: Clock): WatchedBackends {
  const stop = new AbortController();
  const registry = createRegistry({
    entries: backends.map((definition) => ({ definition, adapter: createAdapter(definition, clock) })),
    policy: { unhealthyThreshold: health.unhealthyThreshold },
    clock,
    onChange: ({ id, state }, before) => {
      const detail = state.kind === "unreachable" ? { because: state.because } : {};
      log[state.kind === "unreachable" ? "warn" : "info"](
        { backend: id, from: before.kind, to: state.kind, ...detail },
        "backend state",
      );
    },
  });
  return {
    registry,
    async watch() {
      if (!health.enabled) return;
      await checkAll(registry, Math.min(firstLookMs, health.timeoutMs), clock, stop.signal);
      const checks = runHealthChecks(registry, health, clock, stop.signal);
      checks.catch((error: unknown) => log.error({ err: error }, "health checks ended"));
    },
    async close() {
      stop.abort();
      await registry.close();
    },
  };
}
