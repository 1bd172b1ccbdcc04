import type { Clock } from "@compute-proxy/core";

/** Waits for `work`, `ms` at most, and says whether it ended. The work itself goes on; no timer is left behind. */
export async function within(work: Promise<void>, ms: number, clock: Clock): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([work.then(() => true), clock.sleep(ms, timer.signal).then(() => false)]);
  } finally {
    timer.abort();
  }
}
