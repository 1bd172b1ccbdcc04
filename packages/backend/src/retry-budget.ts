import type { Clock } from "@compute-proxy/core";

/** What the budget stands at. */
export interface RetryBudgetStatus {
  /** Stages that ran in the window. */
  readonly calls: number;
  /** Attempts that were charged in the window. */
  readonly retries: number;
  readonly allowed: number;
  readonly windowMs: number;
}

/**
 * How many attempts beyond the first all runs together may make where they are likely to fail too: 20 % of the calls of the last
 * 10 s, and at least 3. Envoy's retry budget, counted over a window because failures are too quick to be counted as under way.
 */
export interface RetryBudget {
  /** Counts a call. */
  call(): void;
  /** Whether one more attempt can be afforded now. */
  affords(): boolean;
  /** Charges one more attempt, if it can be afforded. */
  take(): boolean;
  status(): RetryBudgetStatus;
}

const share = 0.2;
const least = 3;
const bucketMs = 1000;
const buckets = 10;

interface Bucket {
  readonly number: number;
  calls: number;
  retries: number;
}

/** Makes one that has seen nothing. */
export function createRetryBudget(clock: Clock): RetryBudget {
  const ring: Bucket[] = Array.from({ length: buckets }, () => ({ number: -1, calls: 0, retries: 0 }));

  const bucketNow = (): Bucket => {
    const number = Math.floor(clock.now() / bucketMs);
    const kept = ring[number % buckets];
    if (kept?.number === number) return kept;
    const fresh = { number, calls: 0, retries: 0 };
    ring[number % buckets] = fresh;
    return fresh;
  };
  const status = (): RetryBudgetStatus => {
    const newest = Math.floor(clock.now() / bucketMs);
    const recent = ring.filter(({ number }) => number > newest - buckets);
    const calls = recent.reduce((sum, bucket) => sum + bucket.calls, 0);
    const retries = recent.reduce((sum, bucket) => sum + bucket.retries, 0);
    return { calls, retries, allowed: Math.max(least, Math.floor(calls * share)), windowMs: bucketMs * buckets };
  };

  const affords = (): boolean => {
    const { retries, allowed } = status();
    return retries < allowed;
  };

  return {
    call() {
      bucketNow().calls += 1;
    },
    affords,
    take() {
      if (!affords()) return false;
      bucketNow().retries += 1;
      return true;
    },
    status,
  };
}
