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
const firstLookMs = 1000;

/** Makes an adapter for each configured backend. Who comes and goes is logged. */
export async function watchedBackends(
  { backends, health, circuitBreaker }: Configuration,
  log: Logger,
  clock: Clock,
): Promise<WatchedBackends> {
  const stop = new AbortController();
  const entries = await Promise.all(
    backends.map(async (definition) => ({ definition, adapter: await createAdapter(definition, clock) })),
  );
  const registry = createRegistry({
    entries,
    policy: { unhealthyThreshold: health.unhealthyThreshold },
    clock,
    circuitPolicy: circuitBreaker,
    onCircuit: (backend, model, { kind, failures, because }, before) =>
      log[kind === "open" ? "warn" : "info"](
        { backend, model, from: before.kind, to: kind, failures, reason: because },
        "circuit",
      ),
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
