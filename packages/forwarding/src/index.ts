export type { JudgedAnswer } from "./answer.js";
export { bestAnswer } from "./best-answer.js";
export type { AnswerFacts, CalibrationBook, EntryKnowledge } from "./confidence/calibration-book.js";
export { type AnswerEvidence, confidenceOf } from "./confidence/confidence.js";
export { cappedByLength } from "./confidence/cut-by-length.js";
export type { Calibrated } from "./confidence/fitted-confidence.js";
export { type AskAgain, type AskedQuestion, secondOpinion, type ShortReply } from "./confidence/second-opinion.js";
export { heuristicCap } from "./confidence/text-heuristic.js";
export { transcriptConfidence } from "./confidence/transcript-confidence.js";
export {
  type AttemptOutcome,
  decide,
  type Decision,
  type Failed,
  type LeavingReason,
  type Situation,
} from "./decide.js";
export { type EarlyExitPlan, type ExitingAnswer, exitingReader } from "./early-exit.js";
export { type EngineTime, engineTime } from "./engine-time.js";
export {
  acceptText,
  type EnginePiece,
  finishText,
  type LedgerStep,
  type ReleasedText,
} from "./failover/accept-text.js";
export {
  chooseMode,
  type ContinuationAbility,
  type ModeChoice,
  type ModeReason,
  type OpenBlock,
  openThinking,
  type SwitchSituation,
} from "./failover/choose-mode.js";
export {
  type AttemptProgress,
  type ClockDeadline,
  type ClockLimits,
  type ClockName,
  type ClockReading,
  readClocks,
} from "./failover/clocks.js";
export type { Mismatch } from "./failover/compare-delivered.js";
export { type ContinuationBook, createContinuationBook, type WrittenBook } from "./failover/continuation-book.js";
export {
  type ContinuationInput,
  type ContinuationRequest,
  continuationRequest,
} from "./failover/continuation-request.js";
export {
  type ContinuationMode,
  continuationModes,
  type Ledger,
  noteRendering,
  openLedger,
  remainingTokens,
  type Rendering,
  type Segment,
  type SegmentStart,
} from "./failover/ledger.js";
export {
  abilityOf,
  judgeContinuation,
  probeAnswerTokens,
  type ProbeCase,
  probeCases,
  probeContinuationTokens,
  probeQuestion,
  type ProbeResult,
  type ProbeVerdict,
} from "./failover/probe.js";
export { probeBackends, type ProbingParts } from "./failover/probe-backends.js";
export type { ProbeTarget } from "./failover/probe-targets.js";
export type { ProbeOutcome } from "./failover/probe-when-idle.js";
export { probeContinuation } from "./failover/run-probe.js";
export { beginSegment, breakSegment } from "./failover/segment-steps.js";
export { defaultRateWindow, noteTokens, type RateWindow, type TokenArrival } from "./failover/token-rate.js";
export { type Trigger, triggerOf, type TriggerRule, triggers } from "./failover/triggers.js";
export {
  generateAttempt,
  type GeneratedText,
  type GenerationReader,
  type TextPiece,
  wholeTextReader,
} from "./generate-attempt.js";
export { type Gates, hasGates, judge, type Judgement, type JudgementReason } from "./judge.js";
export { leastTokens } from "./least-tokens.js";
export type { JudgedRun, OutcomeMemory } from "./outcome-memory.js";
export { retryDelay, type RetryFacts } from "./retry-delay.js";
export { type Admission, admitByHeat } from "./thermal/admit-by-heat.js";
export { decideLeaving, type LeavingDecision, type LeavingSituation, mayCut } from "./thermal/decide-leaving.js";
export {
  type DeviceFitness,
  deviceFitness,
  type DeviceHeat,
  type DeviceSample,
  nextHeat,
  unknownHeat,
} from "./thermal/device-heat.js";
export { expectedMs, type ExpectedWork } from "./thermal/expected-time.js";
export { parseThermalRecording, type ThermalRecording } from "./thermal/parse-recording.js";
export type { HeatBook, HeatWatch } from "./thermal/heat-book.js";
export { freshReading, type Reading } from "./thermal/reading.js";
export { stageThermalPolicy, thermalPolicy, type ThermalPolicy } from "./thermal/thermal-policy.js";
export { timeToReach, type TimeToReach } from "./thermal/trend.js";
export { type StrippedTypes, stripTypes } from "./validators/strip-types.js";
export type { Finding, ValidatedText, Validator } from "./validators/validator.js";
export { qualityOf, validate } from "./validators/validators.js";
