export type { JudgedAnswer } from "./answer.js";
export { bestAnswer } from "./best-answer.js";
export { type AnswerEvidence, confidenceOf } from "./confidence/confidence.js";
export { heuristicCap } from "./confidence/text-heuristic.js";
export { transcriptConfidence } from "./confidence/transcript-confidence.js";
export { type AttemptOutcome, decide, type Decision, type Situation } from "./decide.js";
export { generateAttempt, type GeneratedText } from "./generate-attempt.js";
export { type Gates, hasGates, judge, type Judgement, type JudgementReason } from "./judge.js";
export { qualityOf, validate } from "./validators/validators.js";
