/** A probability that was given, and what turned out. */
export interface Prediction {
  readonly probability: number;
  readonly good: boolean;
}
