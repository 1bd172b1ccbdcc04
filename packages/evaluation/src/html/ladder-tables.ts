import type { Accuracy, EarlyExitReportOfRung, RungReport } from "../report/report.js";
import type { Markup } from "../svg/element.js";
import { absent, fixed, percent } from "./figures.js";
import { table } from "./table.js";

/** What each rung is, and what its answers take. */
export function rungTable(rungs: readonly RungReport[]): Markup {
  return table({
    caption: "Mean time and tokens per answer, over both halves",
    head: ["rung", "model", "digest", "engine", "device", "W", "ms", "tokens", "cut by length"],
    rows: rungs.map((rung) => [
      rung.name,
      rung.model,
      rung.digest.replace(/^sha256:/u, "").slice(0, 12),
      `${rung.engine} ${rung.engine_version}`,
      `${rung.hardware}${rung.emulated ? ", emulated" : ""}`,
      rung.watts === undefined ? absent : String(rung.watts),
      fixed(rung.mean_ms, 0),
      fixed(rung.mean_tokens_out, 1),
      String(rung.cut_by_length),
    ]),
  });
}

/** How well each rung does alone. */
export function accuracyTable(rungs: readonly RungReport[]): Markup {
  return table({
    caption: "Right answers with 95 % Wilson intervals",
    head: ["rung", "train", "test"],
    rows: rungs.map((rung) => [rung.name, accuracy(rung.train), accuracy(rung.test)]),
  });
}

/** Right answers by kind of question. */
export function familyTable(rungs: readonly RungReport[]): Markup {
  const families = [...new Set(rungs.flatMap((rung) => rung.families.map(({ family }) => family)))];
  const cell = ({ families: of }: RungReport, name: string): string => {
    const found = of.find(({ family }) => family === name);
    return found ? `${found.right} / ${found.n}` : absent;
  };
  return table({
    caption: "Right answers by family, test half",
    head: ["family", ...rungs.map(({ name }) => name)],
    rows: families.map((family) => [family, ...rungs.map((rung) => cell(rung, family))]),
  });
}

/** Tokens saved and good drafts killed. */
export function earlyExitTable(reports: readonly EarlyExitReportOfRung[]): Markup {
  return table({
    caption: "Early exit on the test half",
    head: [
      "rung",
      "at most 3 %",
      "theta",
      "fitted on good drafts",
      "drafts",
      "tokens saved",
      "good drafts killed",
      "bad drafts killed",
    ],
    rows: reports.map((report) => [
      report.rung,
      report.demand === "expected" ? "of new drafts, on average" : "by its 90 % bound",
      report.rule.kind === "never" ? `never: needs ${report.rule.needed} good drafts` : fixed(report.rule.theta, 3),
      String(report.rule.good),
      String(report.drafts),
      `${report.tokens_saved} of ${report.tokens}` +
        (report.tokens === 0 ? "" : ` (${percent(report.tokens_saved / report.tokens)})`),
      `${report.good_killed} of ${report.good}` +
        (report.good_killed_high === undefined ? "" : ` (at most ${percent(report.good_killed_high)})`),
      `${report.bad_killed} of ${report.bad}`,
    ]),
  });
}

function accuracy({ n, right, low, high }: Accuracy): string {
  return n === 0 ? absent : `${right} / ${n} = ${percent(right / n)} [${percent(low)}, ${percent(high)}]`;
}
