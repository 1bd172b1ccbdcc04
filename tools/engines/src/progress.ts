/** Lines for the person who waits. */
export interface Progress {
  say(line: string): void;
}

/** Each line carries the seconds since the start. */
export function timedProgress(write: (text: string) => void, now: () => number): Progress {
  const start = now();
  return {
    say: (line) => write(`[engines ${((now() - start) / 1000).toFixed(1).padStart(6)} s] ${line}\n`),
  };
}
