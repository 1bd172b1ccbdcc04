import type { Violation } from "@compute-proxy/core";

/** A number that, when set, lies in the range, both ends included. NaN lies in none. */
export function checkRange(
  field: string,
  value: number | undefined,
  least: number,
  most: number,
): readonly Violation[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  return [{ field, description: `must be ${least} to ${most}, is ${value}` }];
}
