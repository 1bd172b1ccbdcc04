import { runningClock } from "./running-clock.js";

/** Whether something happens while this process runs for so many ms. Time in which the machine stands still does not count. */
export async function isInTime(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const over = new AbortController();
  const late = runningClock.sleep(limitMs, over.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    over.abort();
  }
}
