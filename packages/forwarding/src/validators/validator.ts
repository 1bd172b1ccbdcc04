import type { FeatureVector } from "@compute-proxy/calibration";

/** What a validator looks at. */
export interface ValidatedText {
  readonly text: string;
  /** stop, length or unspecified. */
  readonly finishReason: string;
  /** Of its tokens, where they were measured: see `answerFeatures`. */
  readonly features?: FeatureVector | undefined;
}

/** What it found: undefined means that the check does not fit this text. */
export type Finding = { readonly passed: true } | { readonly passed: false; readonly message: string } | undefined;

/** A hard check: it needs no probability and no second opinion. */
export interface Validator {
  readonly name: string;
  check(answer: ValidatedText): Finding;
}
