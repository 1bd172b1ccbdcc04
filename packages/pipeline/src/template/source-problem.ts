/** A problem in a source text, and where it begins (UTF-16 offset in the source), if known. */
export interface SourceProblem {
  readonly message: string;
  readonly offset?: number | undefined;
}
