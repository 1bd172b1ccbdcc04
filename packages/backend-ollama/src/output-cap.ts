import type { TextRecord } from "./wire.js";

/** Most text of one answer, in UTF-16 units. */
const mostText = 8 * 1024 * 1024;
/** Records over the limit that are still believed: a stop string or a split character may be held back and released. */
const margin = 16;

/** Watches an answer that should have ended. */
export interface OutputCap {
  /** Whether the answer, with this record, is longer than the request allows. */
  isOver(record: TextRecord): boolean;
}

/** A cap for one answer. A record holds at least one token, so counting records never cuts an honest engine. */
export function createOutputCap(maxTokens: number | undefined): OutputCap {
  const mostRecords = maxTokens === undefined ? Number.POSITIVE_INFINITY : maxTokens + margin;
  let records = 0;
  let text = 0;
  return {
    isOver(record) {
      records += 1;
      text += record.text.length;
      return records > mostRecords || text > mostText;
    },
  };
}
