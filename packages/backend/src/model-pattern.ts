/** Longest model name or pattern that is compared at all. */
export const longestModelName = 256;

/**
 * Whether a name fits a pattern in which `*` stands for any text. Case matters. No RegExp: the time is at most
 * length x length, whatever the pattern; names or patterns over 256 characters never fit.
 */
export function matchesModelPattern(name: string, pattern: string): boolean {
  return name.length <= longestModelName && pattern.length <= longestModelName && fits(name, pattern);
}

/** What of a text is read, so that a test can count the reads. */
export interface Characters {
  readonly length: number;
  at(index: number): string | undefined;
}

/** The comparison itself, without the limit of length. Only the last star is ever gone back to. */
export function fits(name: Characters, pattern: Characters): boolean {
  let at = 0;
  let inPattern = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (pattern.at(inPattern) === "*") {
      starAt = inPattern;
      resumeAt = at;
      inPattern += 1;
    } else if (pattern.at(inPattern) === name.at(at)) {
      inPattern += 1;
      at += 1;
    } else if (starAt >= 0) {
      inPattern = starAt + 1;
      resumeAt += 1;
      at = resumeAt;
    } else {
      return false;
    }
  }
  while (pattern.at(inPattern) === "*") inPattern += 1;
  return inPattern === pattern.length;
}
