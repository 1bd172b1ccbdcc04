import type { Path } from "../yaml/marks.js";

/** Something wrong with the data of a file. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether the place is the key, not the value. */
  readonly atKey?: boolean;
  /** Where inside the text at `path`, in UTF-16 units. */
  readonly offset?: number | undefined;
}

/** A finding of the schema. */
export interface SchemaFinding extends Finding {
  /** What stands in here cannot be judged further. Undefined when the finding has no consequences. */
  readonly container: Path | undefined;
  /** The value that is no use. Undefined when something is missing. */
  readonly refused: Path | undefined;
}

/** Leaves out what cannot be judged because of what the schema found around it. */
export function withoutConsequences(
  findings: readonly Finding[],
  schema: readonly SchemaFinding[],
): readonly Finding[] {
  const doubtful = schema.flatMap(({ container }) => (container ? [container] : []));
  return findings.filter(({ path }) => !doubtful.some((container) => contains(container, path)));
}

/** Whether a path is, or is below, another one. */
export function contains(outer: Path, inner: Path): boolean {
  return outer.every((step, index) => String(inner[index]) === String(step));
}
