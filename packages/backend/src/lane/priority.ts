/** The classes of waiting calls, the first to be served first. */
export const priorities = ["interactive", "background"] as const;

/** One of them. */
export type Priority = (typeof priorities)[number];

/** A background call is let in after so many interactive ones, so that it is not left waiting for ever. */
const turnsBeforeBackground = 8;

/** The class whose oldest call gets the free place; undefined when nobody waits. */
export function whoIsNext(
  waiting: Readonly<Record<Priority, number>>,
  interactiveInARow: number,
): Priority | undefined {
  if (waiting.background > 0 && (waiting.interactive === 0 || interactiveInARow >= turnsBeforeBackground)) {
    return "background";
  }
  return waiting.interactive > 0 ? "interactive" : undefined;
}
