import { printable, type Violation } from "@compute-proxy/core";
import { requestLimits } from "./request-limits.js";
import { isUnprintable } from "./unprintable.js";

/** What is wrong with a map of short texts, of which at most `most` are allowed. */
export function labelViolations(
  field: string,
  labels: Readonly<Record<string, string>>,
  most: number,
): readonly Violation[] {
  const entries = Object.entries(labels);
  if (entries.length > most)
    return [{ field, description: `has ${entries.length} entries; at most ${most} are allowed` }];
  return entries.flatMap(([name, value]) => {
    const description = labelProblem(name, value);
    return description === undefined ? [] : [{ field: `${field}["${printable(name, 64)}"]`, description }];
  });
}

function labelProblem(name: string, value: string): string | undefined {
  const { label } = requestLimits;
  if (name.trim() === "" || name.length > label) return `the name must have 1 to ${label} characters, and not be blank`;
  if (value.length > label) return `the value has ${value.length} characters; at most ${label} are allowed`;
  if (isUnprintable(name) || isUnprintable(value)) return "must not hold control characters or line breaks";
  return undefined;
}
