import { printable, ProxyError } from "@compute-proxy/core";
import type { EvaluationReport } from "../report/report.js";
import { currencies, pairChart } from "./pair-charts.js";

const shown = ["text heuristic", "confidence version 1", "ours", "oracle"] as const;

/** The deferral curve of two rungs as an SVG file of its own, for a README. Throws `invalid-request` for a pair that the report lacks. */
export function deferralFigure({ pairs }: EvaluationReport, smaller: string, larger: string): string {
  const pair = pairs.find((candidate) => candidate.smaller === smaller && candidate.larger === larger);
  const [byShare] = currencies;
  const chart = pair && byShare && pairChart(pair, byShare, { only: shown, standsAlone: true });
  if (chart !== undefined) return `${chart}\n`;
  throw new ProxyError(
    "invalid-request",
    `the report has no pair "${printable(smaller)}" and "${printable(larger)}": name one of its pairs`,
  );
}
