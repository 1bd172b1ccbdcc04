import { type Lane } from "@compute-proxy/backend";
import { type Clock, isProxyError, ProxyError, startTimer, timeLimit } from "@compute-proxy/core";
import type { ContinuationAbility } from "./choose-mode.js";
import type { ProbeTarget } from "./probe-targets.js";
import { probeContinuation } from "./run-probe.js";

/** What came of a probe. Interrupted: somebody else needed the backend. */
export type ProbeOutcome =
  | { readonly kind: "probed"; readonly ability: ContinuationAbility }
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed"; readonly because: string };

/** A whole probe takes no longer than this, loading the model included, in ms. */
const probeLimitMs = 180_000;

/** How long somebody who comes may share the engine with a probe, in ms. */
const lookMs = 50;

/** Whether nobody is at a backend, and nobody waits; `ours`: but for so many. */
export function isIdle(lane: Lane, ours = 0): boolean {
  const { running, waiting } = lane.status();
  return running <= ours && waiting.interactive === 0 && waiting.background === 0;
}

/**
 * Probes a model in a background place of its backend, and stops at once when anybody else comes to one of the `shared` queues, those of
 * its device. What fails is an outcome and no failure of the backend. Throws the signal's reason alone.
 */
export async function probeWhenIdle(
  { backend, engineModel }: ProbeTarget,
  shared: readonly Lane[],
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const { lane, port } = backend;
  using limit = timeLimit(signal, probeLimitMs, clock, () => late());
  const wanted = new AbortController();
  const either = AbortSignal.any([limit.signal, wanted.signal]);
  try {
    using _place = await lane.enter("background", either);
    using _watch = everyLook(clock, () => {
      if (shared.some((other) => !isIdle(other, other === lane ? 1 : 0))) wanted.abort();
    });
    return { kind: "probed", ability: await probeContinuation(port, engineModel, { signal: either }) };
  } catch (error) {
    if (signal.aborted) throw error;
    if (wanted.signal.aborted) return { kind: "interrupted" };
    return { kind: "failed", because: isProxyError(error) ? error.code : "internal" };
  }
}

function everyLook(clock: Clock, look: () => void): Disposable {
  let timer: Disposable;
  const wait = (): void => {
    timer = startTimer(lookMs, clock, () => {
      wait();
      look();
    });
  };
  wait();
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
}

function late(): ProxyError {
  return new ProxyError("engine-timeout", `the continuation probe took longer than ${probeLimitMs} ms`);
}
