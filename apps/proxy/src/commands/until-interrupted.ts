/** The exit code of a program that Ctrl-C ended. */
const interruptedCode = 130;

/**
 * Runs work that Ctrl-C asks to stop: the first sets its signal, a second ends the process as it would any other. Resolves with the
 * exit code; of work on a log of answers that was stopped it says how to go on.
 */
export async function untilInterrupted(
  log: string | undefined,
  { notes }: { readonly notes: NodeJS.WritableStream },
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort(new DOMException("interrupted", "AbortError"));
  process.once("SIGINT", onInterrupt);
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    const kept = log === undefined ? "" : `; what was recorded is in ${log}: the same command goes on with it`;
    notes.write(`\nstopped${kept}\n`);
    return interruptedCode;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
