import type { Backend } from "@compute-proxy/api";

/** One thing that is wrong with a definition. */
export interface PipelineProblem {
  /** From the pipeline down, in the names of the file: `["stages", 0, "model"]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Where in the text at `path`, in UTF-16 units from its beginning, when the problem is inside a template or a condition. */
  readonly offset?: number | undefined;
}

/** What a definition is checked against. */
export interface PipelineFacts {
  /** All configured backends, disabled ones too. */
  readonly backends: readonly Backend[];
  /** The stage types that the adapter of a backend implements; none when there is no adapter. */
  capabilitiesOf(backend: Backend): readonly string[];
}

/** Moves problems of a part to where the part stands. */
export function within(
  path: readonly (string | number)[],
  problems: readonly PipelineProblem[],
): readonly PipelineProblem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
