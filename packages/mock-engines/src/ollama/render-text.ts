import type { Rendered } from "../rendered.js";
import type { TextPlan } from "./text-plan.js";
import { finalRecord, lineOf, tokenRecord, wholeRecord } from "./text-records.js";

const streamHeaders = { "content-type": "application/x-ndjson" };
const wholeHeaders = { "content-type": "application/json; charset=utf-8" };

/** Lines that were written once and are the same for every prompt, by what they depend on. */
const written = new Map<string, readonly Buffer[]>();
const mostWritten = 2000;

/** The bytes of a text answer. */
export function renderText(plan: TextPlan): Rendered {
  if (!plan.stream) {
    const body = Buffer.from(JSON.stringify(wholeRecord(plan)));
    return { status: 200, headers: wholeHeaders, records: [body], isStream: false };
  }
  const records = [...tokenLines(plan), lineOf(finalRecord(plan))];
  return { status: 200, headers: streamHeaders, records, isStream: true };
}

/** The lines of a stream but for its last. */
function tokenLines(plan: TextPlan): readonly Buffer[] {
  const { endpoint, model, tokens, begun, logprobs } = plan;
  if (begun) return tokens.map((_, index) => lineOf(tokenRecord(plan, index)));
  const key = JSON.stringify([endpoint, model, tokens.length, tokens[0], tokens.at(-1), logprobs]);
  const known = written.get(key);
  if (known) return known;
  const lines = tokens.map((_, index) => lineOf(tokenRecord(plan, index)));
  // Model names come from outside, and there is no end to them.
  if (written.size >= mostWritten) written.clear();
  written.set(key, lines);
  return lines;
}
