/** A score, higher for the more trusted, and the known judgement of what it scored. */
export interface Scored {
  readonly score: number;
  readonly good: boolean;
}
