/** Longest wait that a Retry-After may ask for: an hour. */
const longestMs = 3_600_000;

/** What a Retry-After header asks for, in ms. Seconds only; a date would need the wall clock of both. */
export function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string" || !/^\d{1,9}$/u.test(header.trim())) return undefined;
  return Math.min(Number(header) * 1000, longestMs);
}

/**
 * Whether a refusal means that the engine has too much to do, and not that it is broken: 429 always does, 503 where it says so, or
 * says how long.
 */
export function saysBusy(status: number, retryAfterHeader: unknown, said = ""): boolean {
  return status === 429 || (status === 503 && (retryAfterHeader !== undefined || /\bbusy\b/iu.test(said)));
}
