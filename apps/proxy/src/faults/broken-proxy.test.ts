import { expect, it } from "@jest/globals";
import { checkRow } from "../testing/faults/check-row.js";
import { faultRows } from "../testing/faults/fault-rows.js";
import { startNaive } from "../testing/faults/naive-proxy.js";

/** Rows in which a proxy that believes everything does as well as ours. */
const harmless = ["23", "28", "29", "36", "39", "40", "41", "43", "43b", "43c"];

it("a proxy that takes what came for the answer fails more than 40 rows, and no row that is harmless", async () => {
  const failed: string[] = [];
  for (const row of faultRows) {
    const calls = await checkRow(row, { start: startNaive, patienceMs: 2000 });
    if (calls.some(({ problems }) => problems.length > 0)) failed.push(row.row);
  }

  expect(failed.length).toBeGreaterThanOrEqual(40);
  expect(failed.filter((row) => harmless.includes(row))).toEqual([]);
}, 240_000);
