import type { Interval } from "@compute-proxy/calibration";
import type { EvaluationReport, PairReport } from "@compute-proxy/evaluation";
import { plainTable } from "../../terminal/plain-table.js";

const legend = "on the test half; area in points of quality; in brackets 95 % bootstrap intervals";

/** The report in a few lines: for each pair what each policy is worth on the test half. */
export function evaluationSummary({ pairs, labels }: EvaluationReport): string {
  const shuffled =
    labels.kind === "shuffled" ? [`labels shuffled with seed ${labels.seed}: there must be no signal`, ""] : [];
  return [legend, "", ...shuffled, ...pairs.flatMap(pairLines)].join("\n");
}

function pairLines({ smaller, larger, n_test: n, policies, oracle_area: oracle }: PairReport): string[] {
  const rows = policies.map(({ name, auroc, area, share_of_oracle: share }) => [
    name,
    auroc ? `${auroc.estimate.toFixed(2)} [${auroc.low.toFixed(2)}, ${auroc.high.toFixed(2)}]` : "-",
    area ? areaText(area) : "-",
    share === undefined ? "-" : `${(share * 100).toFixed(0)} %`,
  ]);
  return [
    `${smaller} -> ${larger}, n = ${n}, oracle ${inPoints(oracle)} points over random`,
    plainTable(["POLICY", "AUROC", "AREA OVER RANDOM", "OF ORACLE"], rows),
    "",
    "",
  ];
}

/** What is known and not estimated, such as the oracle's, has no interval. */
function areaText({ estimate, low, high }: Interval): string {
  return low === high ? inPoints(estimate) : `${inPoints(estimate)} [${inPoints(low)}, ${inPoints(high)}]`;
}

function inPoints(share: number): string {
  return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)}`;
}
