/** Turns of the event loop; far more than anything here takes. */
const mostTurns = 200_000;

/** Lets the event loop turn until something is so. Fails after very many turns, so that a test that fails also ends. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("what was waited for has not come");
}
