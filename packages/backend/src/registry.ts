import type { Backend } from "@compute-proxy/api";
import type { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { abortReason, type Clock, printable, ProxyError, untilAborted } from "@compute-proxy/core";
import { type BackendState, type HealthPolicy, observe, type Observation, unknownState } from "./backend-state.js";
import type { BackendPort } from "./port.js";

/** What an adapter package offers to the composition root. */
export interface Adapter {
  readonly port: BackendPort;
  /** Stage types that the adapter implements, whatever models are there. May change where another machine tells them. */
  readonly capabilities: readonly string[];
  /** Whether everything it produces is simulated, as far as is known by now. */
  readonly simulated: boolean;
  /** Whether the engine is known to stand for a device that it does not run on. Absent: only the configuration says. */
  readonly emulated?: boolean;
  /** Frees sockets and timers. */
  close(): Promise<void>;
}

/** A configured backend together with its adapter and what is known of it. */
export interface RegisteredBackend extends Adapter {
  readonly id: string;
  /** The configuration's entry, `emulated` also where only the engine's machine says so. */
  readonly definition: Backend;
  readonly state: BackendState;
}

/** All configured backends, in the order of the configuration. The owner closes it. */
export interface Registry {
  readonly backends: readonly RegisteredBackend[];
  get(id: string): RegisteredBackend | undefined;
  /** Tells what a check or a call on the data path has shown. */
  report(id: string, observation: Observation): void;
  /**
   * Asks one backend for its description and remembers the outcome. Never throws for a backend that is gone; an abort
   * changes nothing, for it says nothing of the backend.
   */
  check(id: string, signal: AbortSignal): Promise<BackendState>;
  close(): Promise<void>;
}

/** What a registry is made of. */
export interface RegistryParts {
  readonly entries: ReadonlyArray<{ readonly definition: Backend; readonly adapter: Adapter }>;
  readonly policy: HealthPolicy;
  readonly clock: Clock;
  /** Called when a backend comes or goes. */
  readonly onChange?: (backend: RegisteredBackend, before: BackendState) => void;
}

/** Makes a registry. Ids must differ. */
export function createRegistry({ entries, policy, clock, onChange }: RegistryParts): Registry {
  const backends = entries.map(register);
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  if (byId.size !== backends.length) throw new ProxyError("internal", "two backends have the same id");

  const report = (id: string, observation: Observation): void => {
    const backend = byId.get(id);
    if (!backend) return;
    const before = backend.state;
    backend.state = observe(before, observation, policy);
    if (before.kind !== backend.state.kind) onChange?.(backend, before);
  };

  return {
    backends,
    get: (id) => byId.get(id),
    report,
    async check(id, signal) {
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
    },
    async close() {
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}

/** Asks the adapter each time: what a remote one knows of itself comes with its answers. */
function register({ definition, adapter }: RegistryParts["entries"][number]) {
  const emulated: Backend = { ...definition, emulated: true };
  return {
    id: definition.id,
    port: adapter.port,
    close: () => adapter.close(),
    state: unknownState,
    get definition() {
      return adapter.emulated === true ? emulated : definition;
    },
    get capabilities() {
      return adapter.capabilities;
    },
    get simulated() {
      return adapter.simulated;
    },
  };
}

/** Whether a check ended because we no longer wanted it, and not because its own time was up. */
function isOurOwnEnd(signal: AbortSignal): boolean {
  return signal.aborted && abortReason(signal).code !== "engine-timeout";
}
