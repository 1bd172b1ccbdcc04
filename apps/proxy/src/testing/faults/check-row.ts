import { type CallName, callNames, type FaultRow, type Setting } from "./fault-row.js";
import { judgeRow } from "./judge-row.js";
import type { ProxyPlan } from "./proxy-under-test.js";
import { rightAnswer } from "./right-answer.js";
import { type RowRun, runRow } from "./run-row.js";

/** A row with one of its calls, and what was wrong with it. */
export interface CheckedCall {
  readonly row: FaultRow;
  readonly call: string;
  readonly setting: Setting;
  readonly run: RowRun;
  /** One sentence each; none where the proxy does as the row says. */
  readonly problems: readonly string[];
}

/**
 * Makes every call that the row is about, alone and with a second engine, all at the same time; where an answer breaks in its middle, also
 * with failover off, which only a pipeline can say.
 */
export async function checkRow(row: FaultRow, proxies: ProxyPlan): Promise<readonly CheckedCall[]> {
  const cases = callNames
    .filter((call) => (call === "Embed" ? row.embed : row.text) !== undefined)
    .flatMap((call) => settingsOf(call, row).map((setting) => ({ call, setting })));
  return Promise.all(
    cases.map(async ({ call, setting }) => {
      const right = await rightAnswer(call, row);
      const run = await runRow(row, call, setting, proxies);
      return { row, call, setting, run, problems: judgeRow(row, call, setting, run, right) };
    }),
  );
}

function settingsOf(call: CallName, { text }: FaultRow): readonly Setting[] {
  const canSayOff = call === "ExecutePipeline" || call === "ExecutePipelineStream";
  return text?.kind === "broken" && canSayOff ? ["alone", "two", "off"] : ["alone", "two"];
}

/** The problems of a row as a test prints them. */
export function problemsOf(checked: readonly CheckedCall[]): readonly string[] {
  return checked.flatMap(({ call, setting, problems }) => problems.map((problem) => `${call}, ${setting}: ${problem}`));
}
