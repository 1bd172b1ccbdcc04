import type { StatusName } from "@compute-proxy/client";
import type { FaultName } from "@compute-proxy/mock-engines";
import type { FaultRow, Outcome } from "./fault-row.js";

const fine: Outcome = { kind: "fine" };
const nothing = (status: StatusName, reason: string, attempts: number): Outcome => ({
  kind: "nothing",
  status,
  reason,
  attempts,
});
const broken = (status: StatusName, reason: string): Extract<Outcome, { kind: "broken" }> => ({
  kind: "broken",
  status,
  reason,
});

/** The same for text and embeddings: nothing of an answer came. */
const both = (status: StatusName, reason: string, attempts: number): Pick<FaultRow, "text" | "embed"> => {
  const outcome = nothing(status, reason, attempts);
  return { text: outcome, embed: outcome };
};

const unreadable = both("UNAVAILABLE", "engine-unreadable", 2);
const failed = both("UNAVAILABLE", "engine-failed", 2);
const control = /[\p{Cc}]/u;

/** Rows 1 to 33: before an answer, and in the middle of one. */
const brokenAnswers: readonly FaultRow[] = [
  {
    row: "1",
    name: "connection refused",
    fault: undefined,
    endpoint: "http://127.0.0.1:1",
    ...both("UNAVAILABLE", "engine-refused", 3),
  },
  {
    row: "3",
    name: "host name does not resolve",
    fault: undefined,
    endpoint: "http://no-such-host.invalid:11434",
    ...both("UNAVAILABLE", "engine-unresolved", 2),
  },
  {
    row: "6",
    name: "accepts, never answers",
    fault: { fault: "hang" },
    hurries: true,
    ...both("UNAVAILABLE", "engine-timeout", 1),
  },
  {
    row: "7",
    name: "headers, then nothing",
    fault: { fault: "headers-only" },
    hurries: true,
    ...both("UNAVAILABLE", "engine-timeout", 1),
  },
  { row: "8", name: "reset before headers", fault: { fault: "reset" }, ...both("UNAVAILABLE", "engine-reset", 3) },
  {
    row: "8b",
    name: "closed before headers",
    fault: { fault: "close" },
    ...both("UNAVAILABLE", "engine-reset", 3),
  },
  {
    row: "9",
    name: "reset in mid-stream",
    fault: { fault: "reset-in-stream" },
    text: broken("UNAVAILABLE", "engine-reset"),
    embed: nothing("UNAVAILABLE", "engine-reset", 3),
  },
  {
    row: "10",
    name: "closed in mid-stream, no last chunk",
    fault: { fault: "cut" },
    text: broken("UNAVAILABLE", "engine-reset"),
    embed: nothing("UNAVAILABLE", "engine-reset", 3),
  },
  {
    row: "11",
    name: "clean end without done",
    fault: { fault: "no-final-record", after: 2 },
    text: broken("UNAVAILABLE", "no-final-record"),
  },
  {
    row: "11b",
    name: "one token 30 times and a clean end without done",
    fault: { fault: "repeat" },
    text: { ...broken("UNAVAILABLE", "no-final-record"), goesOn: "mismatch" },
  },
  {
    row: "12",
    name: "stall in mid-stream",
    fault: { fault: "stall" },
    hurries: true,
    text: broken("UNAVAILABLE", "engine-stalled"),
    embed: nothing("UNAVAILABLE", "engine-timeout", 1),
  },
  {
    row: "13",
    name: "error line in mid-stream",
    fault: { fault: "error-line" },
    text: broken("UNAVAILABLE", "engine-failed"),
  },
  { row: "14", name: "200 with an error only", fault: { fault: "error-only" }, ...failed },
  { row: "15", name: "500", fault: { fault: "http-500" }, ...failed },
  { row: "16", name: "502", fault: { fault: "http-502" }, ...failed },
  { row: "16b", name: "503", fault: { fault: "http-503" }, ...failed },
  { row: "16c", name: "504", fault: { fault: "http-504" }, ...failed },
  {
    row: "17",
    name: '503 "server busy"',
    fault: { fault: "busy" },
    ...both("RESOURCE_EXHAUSTED", "engine-busy", 3),
  },
  {
    row: "18",
    name: "429 with Retry-After",
    fault: { fault: "http-429", seconds: 1 },
    hurries: true,
    tellsWhen: true,
    ...both("RESOURCE_EXHAUSTED", "engine-busy", 3),
  },
  {
    row: "19",
    name: "400",
    fault: { fault: "http-400" },
    text: { kind: "refused", status: "INVALID_ARGUMENT", reason: "engine-rejected" },
    embed: { kind: "refused", status: "INVALID_ARGUMENT", reason: "engine-rejected" },
  },
  { row: "20", name: "401", fault: { fault: "http-401" }, ...both("FAILED_PRECONDITION", "engine-credentials", 1) },
  { row: "20b", name: "403", fault: { fault: "http-403" }, ...both("FAILED_PRECONDITION", "engine-credentials", 1) },
  {
    row: "21",
    name: "404, no such model",
    fault: { fault: "http-404" },
    ...both("NOT_FOUND", "engine-lacks-model", 1),
  },
  { row: "22", name: "a page of HTML with 200", fault: { fault: "html" }, leaks: /It works|</u, ...unreadable },
  {
    row: "23",
    name: "wrong content type, right body",
    fault: { fault: "wrong-content-type" },
    text: fine,
    embed: fine,
  },
  { row: "24", name: "garbage bytes", fault: { fault: "garbage" }, leaks: control, ...unreadable },
  {
    row: "25",
    name: "garbage after tokens",
    fault: { fault: "garbage-after" },
    leaks: control,
    text: broken("INTERNAL", "engine-garbled"),
  },
  { row: "26", name: "an array", fault: { fault: "array" }, ...unreadable },
  { row: "26b", name: "null", fault: { fault: "null" }, ...unreadable },
  { row: "26c", name: "a number", fault: { fault: "number" }, ...unreadable },
  {
    row: "27",
    name: "wrong field types",
    fault: { fault: "wrong-types" },
    text: nothing("UNAVAILABLE", "engine-unreadable", 2),
  },
  {
    row: "27b",
    name: "no text in any record",
    fault: { fault: "missing-response" },
    text: nothing("UNAVAILABLE", "engine-unreadable", 2),
  },
  { row: "28", name: "UTF-8 cut between chunks", fault: { fault: "split-utf8" }, text: fine },
  { row: "29", name: "invalid UTF-8", fault: { fault: "invalid-utf8" }, text: fine },
  {
    row: "30",
    name: "a line of 64 MiB",
    fault: { fault: "huge-line" },
    text: { kind: "refused", status: "RESOURCE_EXHAUSTED", reason: "answer-too-large" },
    embed: { kind: "refused", status: "RESOURCE_EXHAUSTED", reason: "answer-too-large" },
  },
  { row: "31", name: "a gzip bomb, not asked for", fault: { fault: "gzip-bomb" }, ...unreadable },
  { row: "32", name: "a header of 200 kB", fault: { fault: "huge-header" }, ...unreadable },
  {
    row: "33",
    name: "headers byte by byte",
    fault: { fault: "drip-headers", ms: 1000 },
    hurries: true,
    ...both("UNAVAILABLE", "engine-timeout", 1),
  },
  {
    row: "33b",
    name: "body byte by byte",
    fault: { fault: "drip-body", ms: 1000 },
    hurries: true,
    ...both("UNAVAILABLE", "engine-timeout", 1),
  },
];

/** An answer that is whole although something about it is strange. */
const strange = (row: string, name: string, fault: FaultName): FaultRow => ({
  row,
  name,
  fault: { fault },
  text: fine,
});

const badVector = (row: string, name: string, fault: FaultName): FaultRow => ({
  row,
  name,
  fault: { fault },
  embed: nothing("UNAVAILABLE", "engine-unreadable", 2),
});

/** Rows 34 to 43. */
const strangeAnswers: readonly FaultRow[] = [
  strange("34", "a second final record, and text after it", "second-final"),
  strange("35", "never done, ignores max_tokens", "endless"),
  strange("36", "no token at all", "zero-tokens"),
  {
    row: "37",
    name: "a redirect to another address",
    fault: { fault: "redirect" },
    ...both("UNAVAILABLE", "engine-redirected", 1),
  },
  {
    row: "38",
    name: "a kept connection that closes on reuse",
    fault: { fault: "stale-connection" },
    text: fine,
    embed: fine,
  },
  { row: "39", name: "HTTP/1.0, ended by the connection", fault: { fault: "http-1.0" }, text: fine, embed: fine },
  strange("40", "counters that are negative, huge or text", "nonsense-counters"),
  strange("41", "a created_at that is no time", "nonsense-created-at"),
  badVector("42", "NaN in an embedding", "nan-embedding"),
  badVector("42b", "texts in an embedding", "text-embedding"),
  badVector("42c", "an empty embedding", "empty-embedding"),
  badVector("42d", "an object for an embedding", "object-embedding"),
  badVector("42e", "no embedding", "no-embedding"),
  badVector("42f", "a number in an embedding that 32 bits do not hold", "huge-embedding"),
  strange("43", "log probabilities above 0", "positive-logprob"),
  strange("43b", "log probabilities that are null", "null-logprob"),
  strange("43c", "no log probabilities", "no-logprobs"),
];

/** The rows of the specification that one answer of an engine decides. */
export const faultRows: readonly FaultRow[] = [...brokenAnswers, ...strangeAnswers];
