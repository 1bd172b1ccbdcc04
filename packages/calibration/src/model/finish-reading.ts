import { printable, ProxyError } from "@compute-proxy/core";
import type { FieldReader } from "./model-fields.js";

/**
 * Throws `invalid-request` if the reader has complained: the message names `name` and the first violation and counts the others.
 */
export function finishReading({ violations }: FieldReader, name: string): void {
  const [first, ...rest] = violations;
  if (!first) return;
  const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
  throw new ProxyError(
    "invalid-request",
    `${printable(name)}: ${first.field} ${first.description}${more}; write it anew with "compute-proxy calibrate"`,
    { violations },
  );
}
