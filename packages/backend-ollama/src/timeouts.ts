/** How long each wait for the engine may take, in ms. */
export interface OllamaTimeouts {
  /** Until the connection stands. Default 2000. */
  readonly connectMs: number;
  /** From sending until the first line of an answer, or all of an embedding. Loading a model counts. Default 120000. */
  readonly firstByteMs: number;
  /** Between two lines of an answer; the reader's own time does not count. Default 60000. */
  readonly idleMs: number;
  /**
   * All waits of one generation together: an engine that sends a byte now and then cannot hold it for ever. The reader's own time
   * does not count. Default 600000.
   */
  readonly totalMs: number;
  /** How long a first delta waits for the rendered prompt, which is asked for when the generation is. Default 250. */
  readonly renderMs: number;
  /** For all requests of one description together. Default 2000. */
  readonly describeMs: number;
}

/** Used where the configuration says nothing else. */
export const defaultTimeouts: OllamaTimeouts = {
  connectMs: 2_000,
  firstByteMs: 120_000,
  idleMs: 60_000,
  totalMs: 600_000,
  renderMs: 250,
  describeMs: 2_000,
};
