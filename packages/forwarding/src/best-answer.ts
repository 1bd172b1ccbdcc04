import type { JudgedAnswer } from "./answer.js";

/** The best of several answers: higher quality, then higher confidence, then the later rung. Undefined when there is none. */
export function bestAnswer<T extends JudgedAnswer>(answers: readonly T[]): T | undefined {
  return answers.reduce<T | undefined>(
    (best, next) => (best === undefined || !isBetter(best, next) ? next : best),
    undefined,
  );
}

function isBetter(a: JudgedAnswer, b: JudgedAnswer): boolean {
  const quality = (a.quality ?? 0) - (b.quality ?? 0);
  if (quality !== 0) return quality > 0;
  return (a.confidence?.value ?? 0) > (b.confidence?.value ?? 0);
}
