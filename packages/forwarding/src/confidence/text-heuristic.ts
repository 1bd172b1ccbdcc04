/** A heuristic may ask for help but never pretend: no answer scores higher by its wording alone. */
export const heuristicCap = 0.7;

const hedges =
  /\b(i (do not|don't|am not sure|'m not sure|cannot|can't|am unable)|as an ai|i'm sorry|i am sorry|not enough information|it is unclear)\b/iu;

/** What each sign of weakness takes away. Hand-set: no label stands behind these figures, which is why they are capped. */
const penalties = { hedge: 0.35, repetition: 0.4, "open-end": 0.1 } as const;

/** The signs of weakness in a text, by name. */
function weaknesses(text: string): ReadonlyArray<keyof typeof penalties> {
  const found: Array<keyof typeof penalties> = [];
  if (hedges.test(text.slice(0, 2000))) found.push("hedge");
  if (repeatsItself(text)) found.push("repetition");
  if (/[a-z,;:]$/u.test(text.trimEnd())) found.push("open-end");
  return found;
}

/** A score from the wording alone, at most 0.70. */
export function textHeuristic(text: string): number {
  const lost = weaknesses(text).reduce((sum, name) => sum + penalties[name], 0);
  return Math.max(0.05, heuristicCap - lost);
}

/** Whether most of the text's four-word runs occur more than once. Texts under 20 words are never repetitive. */
export function repeatsItself(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length < 20) return false;
  const runs = words.slice(3).map((_, index) => words.slice(index, index + 4).join(" "));
  return new Set(runs).size < runs.length / 2;
}
