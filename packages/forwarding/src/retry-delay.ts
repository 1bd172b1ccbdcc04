import { errorRule, type ProxyError } from "@compute-proxy/core";

/** What is known of a backend that has just failed, when it could be asked again. */
export interface RetryFacts {
  readonly error: ProxyError;
  /** Retries that the attempt's backend has had in this stage. */
  readonly retries: number;
  /** Whether anything of an answer came: then the engine's work is lost, and doing it again there helps nobody. */
  readonly produced: boolean;
  /** What is left of the client's deadline or the stage's limits, in ms. Undefined: nothing limits the wait. */
  readonly remainingMs: number | undefined;
  /** 0 up to 1, for the jitter. */
  readonly random: number;
}

const shortestMs = 50;
const longestMs = 500;
/** How long an engine's Retry-After is waited for where no deadline says how long there is, in ms. */
const patienceMs = 10_000;

/**
 * How long to wait before the same backend is asked again, in ms; undefined when it is not. Between 50 ms and a bound that grows
 * from 150 to 500 ms, evenly drawn, so that callers that failed together do not come back together; at least the engine's Retry-After.
 */
export function retryDelay({ error, retries, produced, remainingMs, random }: RetryFacts): number | undefined {
  if (produced || retries >= (errorRule(error.code).retries ?? 0)) return undefined;
  const bound = Math.min(longestMs, 3 * shortestMs * 2 ** retries);
  const delay = Math.max(error.retryAfterMs ?? 0, shortestMs + random * (bound - shortestMs));
  return delay < (remainingMs ?? patienceMs) ? delay : undefined;
}
