/** The streams of a command, injected so that a test can read them. */
export interface Streams {
  /** Results. */
  readonly out: NodeJS.WriteStream;
  /** Everything else. */
  readonly notes: NodeJS.WriteStream;
}
