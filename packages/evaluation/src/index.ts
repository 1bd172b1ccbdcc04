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
export { loadQuestions } from "./questions/load-questions.js";
export { parseQuestions } from "./questions/parse-questions.js";
export { families, type Family, type Question, type Split, splits } from "./questions/question.js";
