import { type Clock, isProxyError, timeLimit } from "@compute-proxy/core";
import { noAnswer, type Registry } from "./registry.js";

/** How often and how long backends are asked. */
export interface HealthCheckPlan {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Asks every enabled backend once, all at the same time. */
export async function checkAll(
  registry: Registry,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const enabled = registry.backends.filter((backend) => backend.definition.enabled !== false);
  await Promise.all(
    enabled.map(async (backend) => {
      using limit = timeLimit(signal, timeoutMs, clock, () => noAnswer(backend.id, timeoutMs));
      await registry.check(backend.id, limit.signal);
    }),
  );
}

/** Checks in the background, the first time after one interval, until the signal aborts. Resolves then. */
export async function runHealthChecks(
  registry: Registry,
  plan: HealthCheckPlan,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) {
      await clock.sleep(plan.intervalMs, signal);
      await checkAll(registry, plan.timeoutMs, clock, signal);
    }
  } catch (error) {
    if (!signal.aborted || !isProxyError(error)) throw error;
  }
}
