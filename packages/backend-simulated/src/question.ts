/** A question that the simulated engine has real answers to. */
export interface Question {
  /** As a person would type it. */
  readonly prompt: string;
  /** 0 (every model knows it) to 1 (hardly any does). A device of this quality is right half of the time. */
  readonly difficulty: number;
  readonly right: string;
  /** Plausible and false, one or more. */
  readonly wrong: readonly [string, ...string[]];
}
