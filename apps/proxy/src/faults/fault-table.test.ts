import { describe, expect, it } from "@jest/globals";
import { checkSpeech } from "../testing/faults/check-speech.js";
import { type CheckedCall, checkRow, problemsOf } from "../testing/faults/check-row.js";
import { faultReport } from "../testing/faults/fault-report.js";
import { faultRows } from "../testing/faults/fault-rows.js";
import { startOurs } from "../testing/faults/proxy-under-test.js";
import { committedReport } from "../testing/faults/reports.js";
import { speechRows } from "../testing/faults/speech-rows.js";

const checked: CheckedCall[] = [];

describe("a fault of an engine", () => {
  it.each(faultRows)(
    "$row: $name",
    async (row) => {
      const calls = await checkRow(row, { start: startOurs, patienceMs: 10_000 });

      expect(problemsOf(calls)).toEqual([]);
      checked.push(...calls);
    },
    60_000,
  );

  it.each(speechRows)("$row: $name", async (row) => {
    const calls = await checkSpeech(row);

    expect(problemsOf(calls)).toEqual([]);
    checked.push(...calls);
  });

  it("is in the committed report as it was seen here", async () => {
    const report = faultReport(checked);

    expect(report).toBe(await committedReport("faults.md", report));
  });
});
