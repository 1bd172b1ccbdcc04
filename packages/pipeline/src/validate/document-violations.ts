import type { Document } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { labelViolations } from "./label-violations.js";
import { requestLimits } from "./request-limits.js";
import { tooLong } from "./text-violations.js";
import { isUnprintable } from "./unprintable.js";

const field = "input.documents.documents";

/** What is wrong with retrieved texts. */
export function documentViolations(documents: readonly Document[]): readonly Violation[] {
  const most = requestLimits.documents;
  if (documents.length > most)
    return [{ field, description: `has ${documents.length} documents; at most ${most} are allowed` }];
  const length = documents.reduce((sum, { text }) => sum + text.length, 0);
  return [...tooLong(field, length), ...documents.flatMap(oneDocument)];
}

function oneDocument({ id, score, metadata }: Document, index: number): readonly Violation[] {
  const at = `${field}[${index}]`;
  const violations: Violation[] = [];
  if (id.length > requestLimits.name) {
    const description = `has ${id.length} characters; at most ${requestLimits.name} are allowed`;
    violations.push({ field: `${at}.id`, description });
  } else if (isUnprintable(id)) {
    violations.push({ field: `${at}.id`, description: "must not hold control characters or line breaks" });
  }
  if (score !== undefined && !Number.isFinite(score)) {
    violations.push({ field: `${at}.score`, description: "must be a finite number, or left out" });
  }
  return [...violations, ...labelViolations(`${at}.metadata`, metadata, requestLimits.documentMetadata)];
}
