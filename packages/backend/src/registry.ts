import type { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { abortReason, type Clock, printable, ProxyError, timeLimit, untilAborted } from "@compute-proxy/core";
import { type BackendState, type HealthPolicy, observe, type Observation } from "./backend-state.js";
import type { CircuitPolicy } from "./circuit/circuit.js";
import { registerBackend, type RegisteredBackend, type RegistryEntry, type SharedParts } from "./registered-backend.js";
import { createRetryBudget, type RetryBudget } from "./retry-budget.js";

/** All configured backends, in the order of the configuration. The owner closes it. */
export interface Registry {
  readonly backends: readonly RegisteredBackend[];
  /** Shared by all runs. */
  readonly retryBudget: RetryBudget;
  get(id: string): RegisteredBackend | undefined;
  /** Tells what a check or a call on the data path has shown. */
  report(id: string, observation: Observation): void;
  /**
   * Asks one backend for its description and remembers the outcome. Never throws for a backend that is gone; an abort
   * changes nothing, for it says nothing of the backend.
   */
  check(id: string, signal: AbortSignal): Promise<BackendState>;
  /** Asks anew in the background, as when a model that was listed is not there; nothing while it is already being asked. */
  refresh(id: string): void;
  close(): Promise<void>;
}

/** What a registry is made of. */
export interface RegistryParts extends Pick<SharedParts, "onCircuit"> {
  readonly entries: readonly RegistryEntry[];
  readonly policy: HealthPolicy;
  readonly clock: Clock;
  /** Default: five failures, 30 s. */
  readonly circuitPolicy?: CircuitPolicy | undefined;
  /** Called when a backend comes or goes. */
  readonly onChange?: (backend: RegisteredBackend, before: BackendState) => void;
}

/** Used where the configuration says nothing else: Envoy's figures for consecutive failures and base time. */
const defaultCircuitPolicy: CircuitPolicy = { failures: 5, openMs: 30_000 };

/** How long a backend that is asked anew may take, in ms. */
const refreshMs = 3000;

/** Makes a registry. Ids must differ. */
export function createRegistry(parts: RegistryParts): Registry {
  const { entries, policy, clock, circuitPolicy = defaultCircuitPolicy, onChange, onCircuit } = parts;
  const backends = entries.map((entry) => registerBackend(entry, { clock, circuitPolicy, onCircuit }));
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  if (byId.size !== backends.length) throw new ProxyError("internal", "two backends have the same id");
  const closing = new AbortController();
  const refreshing = new Set<string>();

  const report = (id: string, observation: Observation): void => {
    const backend = byId.get(id);
    if (!backend) return;
    const before = backend.state;
    backend.state = observe(before, observation, policy);
    if (before.kind !== backend.state.kind) onChange?.(backend, before);
  };

  const check = async (id: string, signal: AbortSignal): Promise<BackendState> => {
    const backend = byId.get(id);
    if (!backend) throw new ProxyError("backend-not-found", `backend "${printable(id)}" is not configured`);
    try {
      const description: DescribeResponse = await untilAborted(backend.port.describe({}, { signal }), signal);
      report(id, { kind: "described", description, at: clock.now() });
    } catch (error) {
      if (isOurOwnEnd(signal)) return backend.state;
      const because = error instanceof Error ? error.message : String(error);
      report(id, { kind: "failed", because: printable(because, 300), at: clock.now() });
    }
    return backend.state;
  };

  const checkAnew = async (id: string): Promise<void> => {
    using limit = timeLimit(closing.signal, refreshMs, clock, () => noAnswer(id, refreshMs));
    await check(id, limit.signal);
  };

  return {
    backends,
    retryBudget: createRetryBudget(clock),
    get: (id) => byId.get(id),
    report,
    check,
    refresh(id) {
      if (refreshing.has(id) || !byId.has(id)) return;
      refreshing.add(id);
      void checkAnew(id).finally(() => refreshing.delete(id));
    },
    async close() {
      closing.abort(new ProxyError("shutting-down", "the registry is closed"));
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}

/** A backend that let the time for its description pass. */
export function noAnswer(id: string, timeoutMs: number): ProxyError {
  return new ProxyError("engine-timeout", `backend "${id}" did not answer a health check within ${timeoutMs} ms`, {
    backend: id,
  });
}

/** Whether a check ended because we no longer wanted it, and not because its own time was up. */
function isOurOwnEnd(signal: AbortSignal): boolean {
  return signal.aborted && abortReason(signal).code !== "engine-timeout";
}
