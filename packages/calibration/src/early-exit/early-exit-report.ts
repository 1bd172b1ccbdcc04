import { wilson } from "../metrics/wilson.js";
import { watchDraft } from "./draft-watch.js";
import type { RecordedDraft } from "./fit-early-exit.js";

/** What a theta would have done to recorded drafts; give it drafts that it was not fitted on. */
export interface EarlyExitReport {
  readonly drafts: number;
  /** All tokens of the drafts, also those that do not count. */
  readonly tokens: number;
  /** Tokens that would not have been written. */
  readonly tokensSaved: number;
  readonly good: number;
  readonly goodKilled: number;
  /** 95 % Wilson interval of the share of good drafts killed. Absent without good drafts. */
  readonly goodKilledShare?: { readonly low: number; readonly high: number };
  readonly bad: number;
  readonly badKilled: number;
}

/** Replays the drafts token by token. */
export function earlyExitReport(drafts: readonly RecordedDraft[], theta: number): EarlyExitReport {
  const replayed = drafts.map(({ tokens, good }) => ({ good, total: tokens.length, ...replay(tokens, theta) }));
  const killed = replayed.filter(({ aborted }) => aborted);
  const good = drafts.filter((draft) => draft.good).length;
  const goodKilled = killed.filter((draft) => draft.good).length;
  const interval = wilson(goodKilled, good);
  return {
    drafts: drafts.length,
    tokens: sum(replayed.map(({ total }) => total)),
    tokensSaved: sum(replayed.map(({ total, written }) => total - written)),
    good,
    goodKilled,
    ...(interval && { goodKilledShare: interval }),
    bad: drafts.length - good,
    badKilled: killed.length - goodKilled,
  };
}

function replay(tokens: RecordedDraft["tokens"], theta: number): { written: number; aborted: boolean } {
  const watch = watchDraft(theta);
  const end = tokens.findIndex((token) => watch(token).kind === "abort");
  return end === -1 ? { written: tokens.length, aborted: false } : { written: end + 1, aborted: true };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
