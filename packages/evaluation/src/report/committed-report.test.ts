import { readFile } from "node:fs/promises";
import { calibrationFileText } from "@compute-proxy/calibration";
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { calibrateLog } from "../calibrate/calibrate-log.js";
import { deferralFigure } from "../html/deferral-figure.js";
import { reportHtml } from "../html/report-html.js";
import { judgeLog } from "../judged/judge-log.js";
import type { JudgedLog, JudgedQuestion } from "../judged/judged-question.js";
import { parseAnswerLog } from "../log/parse-answer-log.js";
import { loadQuestions } from "../questions/load-questions.js";
import { makeReport } from "./make-report.js";
import { printReport } from "./print-report.js";
import type { EvaluationReport, PairReport } from "./report.js";

// Verdicts of 240 questions and thousands of resamples, on whatever machine CI has.
jest.setTimeout(240_000);

const folder = new URL("../../../../docs/reports/evaluation/", import.meta.url);
const committed = (name: string): Promise<string> => readFile(new URL(name, folder), "utf8");
const mediumToLarge = [{ smaller: "medium", larger: "large" }];
const quick = { pairs: mediumToLarge, resamples: 20 };

let judged: JudgedLog;
let usual: EvaluationReport;
beforeAll(async () => {
  judged = await judgeLog(parseAnswerLog(await committed("answers.jsonl"), "answers.jsonl"), await loadQuestions());
  usual = makeReport(judged, quick);
});

describe("the committed report", () => {
  it("is what the committed log comes to, byte for byte", async () => {
    const report = makeReport(judged);

    expect(printReport(report)).toBe(await committed("report.json"));
    expect(reportHtml(report)).toBe(await committed("report.html"));
    expect(deferralFigure(report, "medium", "large")).toBe(await committed("deferral.svg"));
  });

  it("has the committed calibration beside it, byte for byte", async () => {
    const file = new URL("../../../../config/calibration.real-ladder.json", import.meta.url);

    expect(calibrationFileText(calibrateLog(judged, "*"))).toBe(await readFile(file, "utf8"));
  });

  it("loads nothing from elsewhere", async () => {
    const page = await committed("report.html");

    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|src=/u);
  });
});

describe("shuffled labels", () => {
  it("leave no signal: the AUROC intervals hold 0.5 and the area's hold 0", () => {
    const { pairs } = makeReport(judged, { pairs: mediumToLarge, resamples: 500, shuffleSeed: 1 });
    const fitted = pairs.flatMap(({ policies }) => policies).filter(({ name }) => /^(?:ours|chosen|prior)/u.test(name));

    expect(fitted).toHaveLength(3);
    for (const { auroc, area } of fitted) {
      expect(auroc?.low).toBeLessThanOrEqual(0.5);
      expect(auroc?.high).toBeGreaterThanOrEqual(0.5);
      expect(area?.low).toBeLessThanOrEqual(0);
      expect(area?.high).toBeGreaterThanOrEqual(0);
    }
  });

  it("are the same labels", () => {
    const right = ({ rungs }: EvaluationReport): unknown => rungs.map(({ train, test }) => [train, test]);

    expect(right(makeReport(judged, { ...quick, shuffleSeed: 1 }))).toEqual(right(usual));
  });
});

describe("watts", () => {
  const doubled = (log: JudgedLog): JudgedLog => ({
    ...log,
    header: {
      ...log.header,
      rungs: log.header.rungs.map((rung) => ({ ...rung, watts: (rung.watts ?? 0) * 2 })),
    },
  });

  it("change nothing but the modelled joules, and those by as much", () => {
    const [before, after] = [usual, makeReport(doubled(judged), quick)];

    expect(joulesOf(after)).toEqual(joulesOf(before).map((joules) => joules * 2));
    expect(joulesOf(before).length).toBeGreaterThan(100);
    expect(withoutEnergy(after)).toEqual(withoutEnergy(before));
  });
});

describe("the halves", () => {
  const flipped = (log: JudgedLog, split: JudgedQuestion["split"]): JudgedLog => ({
    ...log,
    questions: log.questions.map((question) =>
      question.split === split
        ? {
            ...question,
            answers: new Map([...question.answers].map(([rung, one]) => [rung, { ...one, good: !one.good }])),
          }
        : question,
    ),
  });
  const fittedIn = ({ pairs, early_exit: exits }: EvaluationReport): unknown => ({
    tried: pairs.map(({ tried }) => tried.map((item) => ({ ...item, test_area: 0 }))),
    rules: exits.map(({ rule }) => rule),
  });

  it("do not mix: other verdicts in the test half change nothing that is fitted", () => {
    const other = flipped(judged, "test");

    expect(fittedIn(makeReport(other, quick))).toEqual(fittedIn(usual));
    expect(calibrateLog(other, "*")).toEqual(calibrateLog(judged, "*"));
  });

  it("would show it: other verdicts in the training half change what is fitted", () => {
    const other = flipped(judged, "train");

    expect(fittedIn(makeReport(other, quick))).not.toEqual(fittedIn(usual));
    expect(calibrateLog(other, "*")).not.toEqual(calibrateLog(judged, "*"));
  });
});

function joulesOf({ pairs }: EvaluationReport): number[] {
  return pairs.flatMap((pair) => [
    pair.always_smaller.joules ?? 0,
    pair.always_larger.joules ?? 0,
    ...pair.policies.flatMap(({ curve }) => curve.joules ?? []),
  ]);
}

function withoutEnergy(report: EvaluationReport): unknown {
  const plain = ({ policies, always_smaller: smaller, always_larger: larger, ...pair }: PairReport): unknown => ({
    ...pair,
    ends: [smaller, larger].map(({ quality, ms }) => [quality, ms]),
    policies: policies.map(({ curve: { quality, ms }, ...policy }) => ({ ...policy, quality, ms })),
  });
  return {
    ...report,
    rungs: report.rungs.map((rung) => ({ ...rung, watts: 0 })),
    pairs: report.pairs.map(plain),
  };
}
