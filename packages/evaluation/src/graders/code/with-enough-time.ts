/**
 * For the code and all its calls, in ms on the clock, counted once its process is up. At half of it on a processor or more, code that is
 * not done is too slow; with less the machine was busy or stood still, and a new process gets the next.
 */
const timeLimitsMs: readonly number[] = [2000, 4000, 8000, 16_000];

/** What `run` says of the calls under the first limit that leaves none of them starved, else under the last. */
export async function withEnoughTime<Outcome extends { readonly kind: string }>(
  run: (timeLimitMs: number) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  let outcomes: readonly Outcome[] = [];
  for (const timeLimitMs of timeLimitsMs) {
    outcomes = await run(timeLimitMs);
    if (outcomes.every(({ kind }) => kind !== "starved")) break;
  }
  return outcomes;
}
