/** How long each wait for the engine may take, in ms. */
export interface PiperTimeouts {
  /** Until the connection stands. Default 2000. */
  readonly connectMs: number;
  /** From sending a text until the first byte of its speech: the engine speaks all of it first. Default 120000. */
  readonly firstByteMs: number;
  /** Between two pieces of an answer; the reader's own time does not count. Default 60000. */
  readonly idleMs: number;
  /**
   * All waits for one text together: an engine that sends a byte now and then cannot hold it for ever. The reader's own time does
   * not count. Default 600000.
   */
  readonly totalMs: number;
  /** For all requests of one description together. Default 2000. */
  readonly describeMs: number;
}

/** Used where the configuration says nothing else. */
export const defaultTimeouts: PiperTimeouts = {
  connectMs: 2_000,
  firstByteMs: 120_000,
  idleMs: 60_000,
  totalMs: 600_000,
  describeMs: 2_000,
};
