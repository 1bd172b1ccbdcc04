/** Where a text ends by a stop string. */
export interface CompletedStop {
  readonly start: number;
  readonly end: number;
}

/**
 * The stop string that is complete first as the text is read from left to right; of two that end together the longer one. `since`
 * is how much of the text is known to hold none.
 */
export function completedStop(text: string, stops: readonly string[], since: number): CompletedStop | undefined {
  let first: CompletedStop | undefined;
  for (const stop of stops) {
    const start = text.indexOf(stop, Math.max(0, since - stop.length + 1));
    if (start === -1) continue;
    const end = start + stop.length;
    if (!first || end < first.end || (end === first.end && start < first.start)) first = { start, end };
  }
  return first;
}

/** How much at the end of a text could be the beginning of a stop string. */
export function openStop(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(stop.slice(0, length))) longest = length;
    }
  }
  return longest;
}
