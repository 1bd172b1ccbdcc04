import type { LogEntry, LogHeader } from "./answer-log.js";

/** Of a logprob: finer than any engine repeats itself. */
const decimals = 4;
/** The largest number of an embedding; the others are as small against it as they were. */
const largest = 60;

/** A line of the log, with its line end. Logprobs are rounded, an embedding keeps only its direction, in whole numbers. */
export function logLine(item: LogHeader | LogEntry): string {
  return `${JSON.stringify(shortened(item))}\n`;
}

function shortened(item: LogHeader | LogEntry): LogHeader | LogEntry {
  switch (item.kind) {
    case "answer":
      return { ...item, tokens: item.tokens.map(([token, logprob]) => [token, rounded(logprob)]) };
    case "self-check":
      return { ...item, logprob: rounded(item.logprob) };
    case "embedding":
      return { ...item, values: wholeNumbers(item.values) };
    case "header":
    case "failed":
      return item;
  }
}

/** `-0` is written as 0. */
function rounded(logprob: number): number {
  return Math.min(0, Number(logprob.toFixed(decimals))) || 0;
}

function wholeNumbers(values: readonly number[]): number[] {
  const most = values.reduce((found, value) => Math.max(found, Math.abs(value)), 0);
  return values.map((value) => (most === 0 ? 0 : Math.round((value / most) * largest) || 0));
}
