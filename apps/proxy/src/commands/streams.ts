import type { PrintStream } from "../terminal/style.js";

/** The streams of a command, injected so that a test can read them. */
export interface Streams {
  /** Results. */
  readonly out: PrintStream;
  /** Everything else. */
  readonly notes: PrintStream;
}
