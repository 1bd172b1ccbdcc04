/** How long each wait for the engine may take, in ms. */
export interface WhisperTimeouts {
  /** Until the connection stands. Default 2000. */
  readonly connectMs: number;
  /**
   * From sending a recording until the whole transcript is there, however slowly it comes; the wait for the engine's turn does not
   * count. Default 120000.
   */
  readonly answerMs: number;
  /** For all requests of one description together. Default 2000. */
  readonly describeMs: number;
}

/** Used where the configuration says nothing else. */
export const defaultTimeouts: WhisperTimeouts = {
  connectMs: 2_000,
  answerMs: 120_000,
  describeMs: 2_000,
};
