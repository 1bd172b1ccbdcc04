export { addOutcomes } from "./calibrate/add-outcomes.js";
export { calibrateLog } from "./calibrate/calibrate-log.js";
export {
  calibrateOutcomes,
  type OutcomesCalibration,
  type ReportedLabel,
  type TooFewLabels,
} from "./calibrate/calibrate-outcomes.js";
export type { Constraint, ConstraintRule } from "./graders/constraints/constraint.js";
export { grade, type Graded } from "./graders/grade.js";
export type {
  AbstainGrader,
  AliasGrader,
  CodeGrader,
  CodeTest,
  ConstraintsGrader,
  Grader,
  JsonGrader,
  ListGrader,
  NumberGrader,
  SpanGrader,
  TextGrader,
} from "./graders/grader.js";
export type { Verdict } from "./graders/verdict.js";
export { deferralFigure } from "./html/deferral-figure.js";
export { reportHtml } from "./html/report-html.js";
export { judgeLog } from "./judged/judge-log.js";
export type { JudgedAnswer, JudgedLog, JudgedQuestion } from "./judged/judged-question.js";
export type {
  AnswerLog,
  LogEntry,
  LoggedAnswer,
  LoggedEmbedding,
  LoggedFailure,
  LoggedRung,
  LoggedSelfCheck,
  LoggedToken,
  LogHeader,
} from "./log/answer-log.js";
export { parseAnswerLog } from "./log/parse-answer-log.js";
export { logLine } from "./log/print-answer-log.js";
export { questionSetDigest } from "./log/question-set-digest.js";
export { loadQuestions } from "./questions/load-questions.js";
export { parseQuestions } from "./questions/parse-questions.js";
export { families, type Family, type Question, type Split, splits } from "./questions/question.js";
export { makeReport, type ReportOptions } from "./report/make-report.js";
export { printReport } from "./report/print-report.js";
export type {
  Accuracy,
  CurveReport,
  EarlyExitReportOfRung,
  EvaluationReport,
  Outcome,
  PairReport,
  PolicyReport,
  RungReport,
  TriedReport,
} from "./report/report.js";
export { fitAnswerConfidence, type LabelledAnswer, measuredFeatures } from "./scores/fit-answer-confidence.js";
export type { Pair } from "./scores/pair-case.js";
