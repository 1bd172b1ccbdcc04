import { closest, distance } from "fastest-levenshtein";

/** The known name that was probably meant, or undefined when none is near. Names over 64 characters are not compared. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const candidates = [...known].filter((candidate) => candidate.length <= 64);
  if (name.length > 64 || candidates.length === 0) return undefined;
  const lower = name.toLowerCase();
  const best = closest(
    lower,
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const original = candidates.find((candidate) => candidate.toLowerCase() === best);
  const limit = Math.max(2, Math.floor(name.length / 3));
  return distance(lower, best) <= limit ? original : undefined;
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : ` (did you mean "${nearest}"?)`;
}
