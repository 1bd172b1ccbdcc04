import type { Violation } from "@compute-proxy/core";
import { tooLong } from "./text-violations.js";
import { requestLimits } from "./request-limits.js";

const field = "input.data";

/** What is wrong with a JSON value, found without recursion: it may be as deep as its sender likes. */
export function dataViolations(data: unknown): readonly Violation[] {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: data, depth: 1 }];
  let values = 0;
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    values += 1;
    if (values > requestLimits.dataValues) return refused(`holds more than ${requestLimits.dataValues} values`);
    if (typeof value === "number" && !Number.isFinite(value))
      return refused("holds a number that is not finite, which JSON cannot write: leave it out, or send null");
    if (typeof value === "string") characters += value.length;
    if (typeof value !== "object" || value === null) continue;
    if (depth > requestLimits.dataDepth)
      return refused(`has lists and maps more than ${requestLimits.dataDepth} deep in each other`);
    for (const [name, inner] of Object.entries(value)) {
      characters += Array.isArray(value) ? 0 : name.length;
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  return tooLong(field, characters);
}

function refused(description: string): readonly Violation[] {
  return [{ field, description }];
}
