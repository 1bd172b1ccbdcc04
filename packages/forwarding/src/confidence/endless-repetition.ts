/** So much of the end is looked at, and a phrase may be so long, in UTF-16 units. */
const endLength = 1000;
const longestPhrase = 200;

/** A loop is a phrase that stands at least so often in a row, over at least so many units. */
const fewestTimes = 5;
const fewestUnits = 200;

/**
 * Whether a text ends in one phrase over and over, as a small model writes that has lost its thread: at least five times in a row and
 * over 200 characters. Case and white space count, so that a list or a table of like lines is none.
 */
export function endsInALoop(text: string): boolean {
  const end = text.trimEnd().slice(-endLength);
  if (end.length < fewestUnits || /^[\s`*_#>|~=+-]*$/u.test(end.slice(-fewestUnits))) return false;
  for (let period = 1; period <= longestPhrase; period += 1) {
    const needed = Math.max(fewestUnits, fewestTimes * period);
    if (needed <= end.length && repeatsWith(period, end.slice(-needed))) return true;
  }
  return false;
}

/** Whether each unit is the one that stands a period before it. */
function repeatsWith(period: number, text: string): boolean {
  for (let at = text.length - 1; at >= period; at -= 1) {
    if (text.charCodeAt(at) !== text.charCodeAt(at - period)) return false;
  }
  return true;
}
