import { chartStyle } from "../svg/chart-style.js";
import { element, type Markup } from "../svg/element.js";
import type { EvaluationReport } from "../report/report.js";
import { accuracyTable, earlyExitTable, familyTable, rungTable } from "./ladder-tables.js";
import { pageStyle } from "./page-style.js";
import { pairSection } from "./pair-section.js";

/** The report as one page without scripts or other files. The same report gives the same bytes. */
export function reportHtml(report: EvaluationReport): string {
  const title = `Confidence and deferral on ${report.rungs.length} rungs, ${report.date.slice(0, 10)}`;
  const body = element(
    "body",
    {},
    element("h1", {}, title),
    ...introduction(report),
    element("h2", {}, "The rungs alone"),
    rungTable(report.rungs),
    accuracyTable(report.rungs),
    familyTable(report.rungs),
    ...report.pairs.flatMap(pairSection),
    element("h2", {}, "Early exit"),
    paragraph(
      "A draft is aborted when the mean logprob of eight tokens is under theta twice in a row. Theta is fitted on the " +
        "training half, so that a new good draft is killed with a probability of at most 3 % (split conformal, from 33 good drafts on); a second " +
        "rule holds the 90 % upper bound of that share to 3 %, which takes 76. The figures are of the test half.",
    ),
    earlyExitTable(report.early_exit),
    element("h2", {}, "How to read this"),
    ...notes.map(paragraph),
  );
  const head = element(
    "head",
    {},
    { markup: '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' },
    element("title", {}, title),
    { markup: `<style>${chartStyle}\n${pageStyle}</style>` },
  );
  return `<!doctype html>\n${element("html", { lang: "en" }, head, body).markup}\n`;
}

const notes: readonly string[] = [
  "Right and wrong are verdicts of executable graders. What is fitted is fitted on the training half; every figure here that is " +
    "not marked otherwise is of the test half, which nothing was chosen by.",
  "Area is the mean quality over all shares deferred, less that of deferring at random, in percentage points. The oracle knows " +
    "both answers. Reach is the smallest share deferred at which the larger rung's own quality is reached.",
  "Intervals are 95 % bootstrap intervals from resampled questions; of single shares Wilson's. They are not corrected for the " +
    "number of policies that are looked at.",
  "A cascade pays for the draft that it rejects; prior only decides before the draft. Both: of the questions deferred, the half with " +
    "the lowest prior enters at the larger rung, the others are deferred after their draft. The oracle pays for no draft that it rejects.",
  "Energy is configured watts times busy time: modelled, not measured. Time is that of the recorded answer, and adding a self-check " +
    "would add its own.",
];

function introduction(report: EvaluationReport): Markup[] {
  const { question_set: set, machine, labels } = report;
  const emulated = report.rungs
    .filter((rung) => rung.emulated)
    .map(({ backend, hardware }) => `${backend} (${hardware})`);
  return [
    ...(labels.kind === "shuffled"
      ? [
          paragraph(
            `The verdicts were dealt out at random with seed ${labels.seed}. Every AUROC interval should hold 0.5 and every area's 0.`,
          ),
        ]
      : []),
    paragraph(
      `Question set ${set.name}: ${set.count} questions, SHA-256 ${set.digest.slice(0, 16)}…; temperature 0; intervals from ` +
        `${report.resamples} resamples.`,
    ),
    paragraph(
      `Recorded on ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB; ${machine.load}.` +
        (emulated.length === 0
          ? ""
          : ` Emulated, and priced by the watts of the device they stand for: ${emulated.join(", ")}.`),
    ),
  ];
}

function paragraph(text: string): Markup {
  return element("p", {}, text);
}
