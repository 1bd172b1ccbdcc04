/** Waits, a turn of the event loop at a time, until something that the test cannot await has happened. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
