import { ProxyError, type Violation } from "@compute-proxy/core";

/** Throws invalid-request with all violations, if there are any. */
export function refuseViolations(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const list = violations.map(({ field, description }) => `${field}: ${description}`).join("; ");
  throw new ProxyError("invalid-request", list, { violations });
}
