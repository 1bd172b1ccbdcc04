import { type EarlyExitLimit, earlyExitReport, fitEarlyExit, type RecordedDraft } from "@compute-proxy/calibration";
import type { JudgedQuestion } from "../judged/judged-question.js";
import type { Split } from "../questions/question.js";
import type { EarlyExitReportOfRung } from "./report.js";

/** The drafts of one half. */
function draftsOf(rung: string, questions: readonly JudgedQuestion[], split: Split): RecordedDraft[] {
  return questions.flatMap((question) => {
    const answer = question.answers.get(rung);
    return answer && question.split === split ? [{ tokens: answer.tokens, good: answer.good }] : [];
  });
}

/** Which rules are shown: what was seen of good drafts, and what can be said of others like them. */
const demands = ["expected", "upper-bound"] as const satisfies ReadonlyArray<EarlyExitLimit["demand"]>;

/** Both rules from the training half, replayed on the test half. Without a rule nothing is aborted. */
export function earlyExitOf(rung: string, questions: readonly JudgedQuestion[]): EarlyExitReportOfRung[] {
  const [train, test] = [draftsOf(rung, questions, "train"), draftsOf(rung, questions, "test")];
  return demands.map((demand) => {
    const rule = fitEarlyExit(train, { demand });
    const replay = earlyExitReport(test, rule.kind === "never" ? -Infinity : rule.theta);
    return {
      rung,
      demand,
      rule,
      drafts: replay.drafts,
      tokens: replay.tokens,
      tokens_saved: replay.tokensSaved,
      good: replay.good,
      good_killed: replay.goodKilled,
      ...(replay.goodKilledShare && { good_killed_high: replay.goodKilledShare.high }),
      bad: replay.bad,
      bad_killed: replay.badKilled,
    };
  });
}
