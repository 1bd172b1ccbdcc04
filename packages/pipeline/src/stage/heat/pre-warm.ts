import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { Priority } from "@compute-proxy/backend";
import { type Clock, ProxyError } from "@compute-proxy/core";
import type { Rung } from "../../route/rung.js";
import type { Target } from "../failover/find-target.js";

/** The targets of one answer, made warm one at a time and once each. One that could not be made warm counts as warm. */
export interface PreWarmings extends AsyncDisposable {
  /** Since when a target is warm; undefined while it is not. The first time that it is asked for begins it. */
  warmAt(target: Target): number | undefined;
  /** From now on no other target is wanted, or none at all: what is being made warm besides it is left. */
  only(target: Target | undefined): void;
}

/** None yet. `onWarm` is called when one is. */
export function preWarmings(
  warm: (target: Target, signal: AbortSignal) => Promise<void>,
  clock: Clock,
  onWarm: () => void,
): PreWarmings {
  const begun = new Map<number, PreWarming>();
  return {
    warmAt(target) {
      const { index } = target;
      const warming = begun.get(index) ?? startPreWarming((signal) => warm(target, signal), clock, onWarm);
      begun.set(index, warming);
      return warming.warmAt;
    },
    only(target) {
      for (const [index, warming] of begun) if (index !== target?.index) warming.stop();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...begun.values()].map((warming) => warming[Symbol.asyncDispose]()));
    },
  };
}

/** A target that is being made warm. */
interface PreWarming extends AsyncDisposable {
  /** When it was; undefined until then. */
  readonly warmAt: number | undefined;
  stop(): void;
}

/** Starts it, and calls `onWarm` at its end unless it was stopped. What fails counts as warm too: it is no worse than not trying. */
function startPreWarming(warm: (signal: AbortSignal) => Promise<void>, clock: Clock, onWarm: () => void): PreWarming {
  const leaving = new AbortController();
  let warmAt: number | undefined;
  const done = warm(leaving.signal)
    .catch(() => undefined)
    .then(() => {
      warmAt = clock.now();
      if (!leaving.signal.aborted) onWarm();
    });
  const stop = (): void => leaving.abort(new ProxyError("cancelled", "the target need not be warm any more"));
  return {
    get warmAt() {
      return warmAt;
    },
    stop,
    async [Symbol.asyncDispose]() {
      stop();
      await done;
    },
  };
}

/** Has a rung read a request, and write one token that nobody sees. It waits for its place as any other call. */
export async function preWarm(
  { backend }: Rung,
  request: GenerateRequest,
  priority: Priority,
  signal: AbortSignal,
): Promise<void> {
  using _place = await backend.lane.enter(priority, signal);
  const options = request.options && { ...request.options, maxTokens: 1 };
  for await (const { part } of backend.port.generate(
    { ...request, options, logprobs: false, continuable: false },
    { signal },
  )) {
    if (part?.$case === "delta") break;
  }
}
