/** Longest wait that a Retry-After may ask for: an hour. */
const longestMs = 3_600_000;

/** What a Retry-After header asks for, in ms. Seconds only; a date would need the wall clock of both. */
export function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string" || !/^\d{1,9}$/u.test(header.trim())) return undefined;
  return Math.min(Number(header) * 1000, longestMs);
}
