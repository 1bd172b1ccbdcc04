import { wilson } from "@compute-proxy/calibration";
import type { JudgedAnswer, JudgedQuestion } from "../judged/judged-question.js";
import type { LoggedRung } from "../log/answer-log.js";
import type { Accuracy, RungReport } from "./report.js";

interface Answered {
  readonly question: JudgedQuestion;
  readonly answer: JudgedAnswer;
}

/** What one rung did alone. */
export function rungReport(rung: LoggedRung, questions: readonly JudgedQuestion[]): RungReport {
  const all = questions.flatMap((question): Answered[] => {
    const answer = question.answers.get(rung.name);
    return answer ? [{ question, answer }] : [];
  });
  const test = all.filter(({ question }) => question.split === "test");
  return {
    ...rung,
    train: accuracy(all.filter(({ question }) => question.split === "train")),
    test: accuracy(test),
    families: [...Map.groupBy(test, ({ question }) => question.family)].map(([family, of]) => ({
      family,
      n: of.length,
      right: countRight(of),
    })),
    mean_ms: mean(all.map(({ answer }) => answer.ms)),
    mean_tokens_out: mean(all.map(({ answer }) => answer.tokensOut)),
    cut_by_length: all.filter(({ answer }) => answer.finishReason === "length").length,
  };
}

function accuracy(answered: readonly Answered[]): Accuracy {
  const right = countRight(answered);
  return { n: answered.length, right, ...wilson(right, answered.length) };
}

function countRight(answered: readonly Answered[]): number {
  return answered.filter(({ answer }) => answer.good).length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
