import type { Path } from "../yaml/marks.js";
import type { SchemaFinding } from "./finding.js";

/** The data without what the schema refused, so that the rest can be judged. A list keeps its length: a refused entry is an empty map. */
export function prune(data: unknown, findings: readonly SchemaFinding[]): unknown {
  const copy = structuredClone(data);
  for (const { refused } of findings) if (refused) remove(copy, refused);
  return copy;
}

function remove(data: unknown, path: Path): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), data);
  const last = path.at(-1);
  if (last === undefined || !isRecord(parent)) return;
  if (Array.isArray(parent)) parent[Number(last)] = {};
  else delete parent[last];
}

/** Whether a value has keys or indexes. */
function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}
