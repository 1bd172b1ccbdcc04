import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { Priority } from "@compute-proxy/backend";
import { type Clock, ProxyError } from "@compute-proxy/core";
import type { Rung } from "../../route/rung.js";

/** A target that is being made warm. */
export interface PreWarming extends AsyncDisposable {
  /** When it was; undefined until then. */
  readonly warmAt: number | undefined;
}

/** Starts it, and calls `onWarm` at its end. A target that cannot be made warm counts as warm: it is no worse than not trying. */
export function startPreWarming(
  warm: (signal: AbortSignal) => Promise<void>,
  clock: Clock,
  onWarm: () => void,
): PreWarming {
  const leaving = new AbortController();
  let warmAt: number | undefined;
  const done = warm(leaving.signal)
    .catch(() => undefined)
    .then(() => {
      warmAt = clock.now();
      if (!leaving.signal.aborted) onWarm();
    });
  return {
    get warmAt() {
      return warmAt;
    },
    async [Symbol.asyncDispose]() {
      leaving.abort(new ProxyError("cancelled", "the target need not be warm any more"));
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
