import type { CalibrationEntry, CalibrationFile } from "@compute-proxy/calibration";

/**
 * A log's calibration with that of reported outcomes beside it. Where both know a model at one task, the outcomes' confidence counts, for it
 * was learned at the work itself; early exit and entry prior stay the log's.
 */
export function addOutcomes(log: CalibrationFile, reported: CalibrationFile): CalibrationFile {
  const { digest, count } = reported.questionSet;
  const unknown = reported.entries.filter((entry) => !log.entries.some((other) => isOfSame(entry, other)));
  return {
    created: Date.parse(log.created) < Date.parse(reported.created) ? reported.created : log.created,
    questionSet: log.questionSet,
    reportedOutcomes: { digest, count },
    entries: [...log.entries.map((entry) => withReported(entry, reported.entries)), ...unknown],
  };
}

function withReported(entry: CalibrationEntry, reported: readonly CalibrationEntry[]): CalibrationEntry {
  const same = reported.find((other) => isOfSame(entry, other));
  return same ? { ...entry, confidence: same.confidence } : entry;
}

function isOfSame(one: CalibrationEntry, other: CalibrationEntry): boolean {
  const ofModel =
    one.modelDigest === ""
      ? one.model === other.model && other.modelDigest === ""
      : one.modelDigest === other.modelDigest;
  return ofModel && one.task === other.task;
}
