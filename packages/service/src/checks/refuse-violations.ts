import { ProxyError, type Violation } from "@compute-proxy/core";

/** The violations and the message of one error, in characters: clients of gRPC refuse trailers of more than 8 KiB. */
const mostListed = 3_000;
const mostInMessage = 1_000;

/** Throws invalid-request with all violations, if there are any. Of very many, the first ones and how many follow. */
export function refuseViolations(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const message = firstOf(violations, mostInMessage).map(inWords).join("; ");
  throw new ProxyError("invalid-request", message, { violations: firstOf(violations, mostListed) });
}

/** As many as fit into so many characters, at least one; in place of the others, one that counts them. */
function firstOf(violations: readonly Violation[], characters: number): readonly Violation[] {
  let left = characters;
  const cut = violations.findIndex((violation, index) => {
    left -= inWords(violation).length;
    return left < 0 && index > 0;
  });
  const next = violations[cut];
  if (!next) return violations;
  const rest = { field: next.field, description: `is wrong too; ${violations.length - cut} violations are not listed` };
  return [...violations.slice(0, cut), rest];
}

function inWords({ field, description }: Violation): string {
  return `${field}: ${description}`;
}
