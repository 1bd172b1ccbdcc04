/** An answer in bytes. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** One a token and one for the end where the answer is a stream; else the whole body is one. */
  readonly records: readonly Buffer[];
  /** Whether the real engine sends it in chunks, of a length that it does not know before. */
  readonly isStream: boolean;
}
