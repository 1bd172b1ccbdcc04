import { type CallEvent, letsThrough } from "@compute-proxy/backend";
import { errorRule, ProxyError } from "@compute-proxy/core";
import { circuitText } from "../route/circuit-text.js";
import type { Rung } from "../route/rung.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { reportFailure } from "./report-failure.js";

/** A place at a backend, held until it ends with the first of the three that is called. */
export interface Dispatch {
  readonly queuedMs: number;
  /** Leaves the place to others while it waits, and comes back, before those who wait, when that resolves with true. */
  rest(untilNext: () => Promise<boolean>): Promise<void>;
  succeeded(): void;
  failed(error: ProxyError): void;
  /** The run ended before the engine showed whether it works. */
  abandoned(): void;
}

/**
 * Waits for a place at the rung's backend. Throws `queue-full`, `circuit-open` when the backend went bad while the call waited and
 * there is another (`mayGoElsewhere`), and the signal's reason.
 */
export async function dispatch(scope: AttemptsScope, rung: Rung, mayGoElsewhere: boolean): Promise<Dispatch> {
  const { clock, registry, priority, signal } = scope;
  const { backend, engineModel } = rung;
  const began = clock.now();
  let place = await backend.lane.enter(priority, signal);
  const circuit = backend.circuits.of(engineModel);
  if (mayGoElsewhere && !letsThrough(circuit, clock.now())) {
    place[Symbol.dispose]();
    throw new ProxyError("circuit-open", circuitText(engineModel, circuit), { backend: backend.id });
  }
  backend.circuits.tell(engineModel, { kind: "began" });
  let queuedMs = clock.now() - began;
  let ended = false;
  const end = (event: CallEvent): void => {
    if (ended) return;
    ended = true;
    place[Symbol.dispose]();
    backend.circuits.tell(engineModel, event);
  };
  return {
    get queuedMs() {
      return queuedMs;
    },
    async rest(untilNext) {
      place[Symbol.dispose]();
      if (!(await untilNext())) return;
      const asked = clock.now();
      place = await backend.lane.comeBack(priority, signal);
      queuedMs += clock.now() - asked;
    },
    succeeded() {
      end({ kind: "succeeded" });
      registry.report(backend.id, { kind: "answered", at: clock.now() });
    },
    failed(error) {
      const trips = errorRule(error.code).trips === true;
      end(trips ? { kind: "failed", because: error.code } : { kind: "abandoned" });
      reportFailure(registry, backend.id, error, clock.now());
    },
    abandoned: () => end({ kind: "abandoned" }),
  };
}
