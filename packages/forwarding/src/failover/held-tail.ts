import type { TokenMark } from "./token-mark.js";
import { openStop } from "./stop-strings.js";

/** What decides how much of an undelivered text is held back. */
export interface Holding {
  readonly stops: readonly string[];
  /** How much of the text is not provisional. */
  readonly firm: number;
  /** Places in the text where tokens end, when it may only be cut there and its last token is held; else undefined. */
  readonly tokenEnds: readonly number[] | undefined;
}

/** How much of a text a rule lets out of its first `end` units. */
type Rule = (text: string, end: number, holding: Holding) => number;

const rules: readonly Rule[] = [
  (_text, end, { firm }) => Math.min(end, firm),
  beforeReplacements,
  // Also for the part that the other rules leave: after a cut the next backend may write what completes it.
  (text, end, { stops }) => end - openStop(text.slice(0, end), stops),
  afterWholeTokens,
];

/**
 * How much of an undelivered text may be shown now. What stays is what would not survive a cut right here: a part of a character or
 * of a stop string, what the engine may still take back and, where tokens count, the last one and the white space before it.
 */
export function releasable(text: string, holding: Holding): number {
  let end = text.length;
  for (;;) {
    const next = rules.reduce((left, rule) => rule(text, left, holding), end);
    if (next === end) return end;
    end = next;
  }
}

/** The marks of an undelivered text that begins at `from`, as places in it. */
export function endsWithin(marks: readonly TokenMark[], from: number): readonly number[] {
  return marks.map(({ at }) => at - from).filter((end) => end > 0);
}

/** U+FFFD at the end may be the beginning of a character that some engine prints byte by byte. */
function beforeReplacements(text: string, end: number): number {
  let left = end;
  while (text[left - 1] === "\uFFFD") left -= 1;
  return left;
}

function afterWholeTokens(text: string, end: number, { tokenEnds }: Holding): number {
  if (!tokenEnds) return end;
  const whole = tokenEnds.slice(0, -1).findLast((at) => at <= end) ?? 0;
  return text.slice(0, whole).trimEnd().length;
}
