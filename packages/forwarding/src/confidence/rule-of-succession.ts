/**
 * Laplace's rule of succession: (in favour + 1) / (votes + 2). It keeps few votes from being certain: two that agree come to 0.75 at
 * most, three to 0.80.
 */
export function ruleOfSuccession(inFavour: number, votes: number): number {
  return (inFavour + 1) / (votes + 2);
}
