export { type DeferralCase, type DraftCost, meanOutcome, type Outcome, outcomes } from "./deferral/deferral-case.js";
export { deferralArea, type DeferralSummary, deferralSummary, shareOfOracle } from "./deferral/deferral-area.js";
export { deferralCurve, type DeferralPoint, oracleCurve, randomCurve } from "./deferral/deferral-curve.js";
export { bestQualityWithin, qualityAtShare, shareToReach } from "./deferral/read-curve.js";
export { fitThreshold, type Guarantee, type ThresholdRule } from "./deferral/threshold.js";
export { type DraftDecision, type DraftWatch, watchDraft, weakestPassage } from "./early-exit/draft-watch.js";
export { type EarlyExitReport, earlyExitReport } from "./early-exit/early-exit-report.js";
export {
  type EarlyExitLimit,
  type EarlyExitRule,
  fitEarlyExit,
  type RecordedDraft,
} from "./early-exit/fit-early-exit.js";
export type { EmbeddingVector } from "./entry/cosine.js";
export { type EntryEvidence, type EntryPrior, entryPrior } from "./entry/entry-prior.js";
export { type LabelledPrompt, type NeighbourOptions, type NeighbourPrior, neighbourPrior } from "./entry/neighbours.js";
export { type PromptFeatureName, promptFeatureNames, promptFeatures } from "./entry/prompt-features.js";
export {
  answerFeatureNames,
  answerFeatures,
  cutByLengthFeature,
  type MeasuredAnswer,
} from "./features/answer-features.js";
export type { FeatureVector } from "./features/feature-vector.js";
export { isMarkupToken } from "./features/markup-token.js";
export { quantile } from "./features/quantile.js";
export {
  type TokenFeatureName,
  tokenFeatureNames,
  tokenFeatures,
  type TokenFeatures,
  type TokenFeatureStream,
  tokenFeatureStream,
} from "./features/token-features.js";
export type { TokenLogprob } from "./features/token-logprob.js";
export {
  type AnswerFacts,
  type CalibrationBook,
  calibrationBook,
  type EntryKnowledge,
} from "./file/calibration-book.js";
export {
  anyTask,
  type CalibrationEntry,
  type CalibrationFile,
  type CalibrationPrior,
} from "./file/calibration-file.js";
export { calibrationFileText } from "./file/calibration-file-text.js";
export { parseCalibrationFile } from "./file/parse-calibration-file.js";
export type { Calibration } from "./fit/calibration.js";
export { foldsOf, type Grouped } from "./fit/folds.js";
export type { IsotonicScaling } from "./fit/isotonic.js";
export type { PlattScaling } from "./fit/platt.js";
export { logitOf, sigmoid } from "./fit/sigmoid.js";
export { auroc } from "./metrics/auroc.js";
export { bootstrap, type BootstrapOptions, type Interval } from "./metrics/bootstrap.js";
export { brier } from "./metrics/brier.js";
export { clopperPearsonUpper, labelsNeeded } from "./metrics/clopper-pearson.js";
export { mcnemarExact } from "./metrics/mcnemar.js";
export type { Prediction } from "./metrics/prediction.js";
export { expectedCalibrationError, reliability, type ReliabilityBin } from "./metrics/reliability.js";
export type { Scored } from "./metrics/scored.js";
export { wilson } from "./metrics/wilson.js";
export { type ConfidenceModel, type FittedOn, isCalibrated } from "./model/confidence-model.js";
export { type FeaturePrior, promptPrior, tokenPrior } from "./model/feature-prior.js";
export { fitLinear, type LabelledRow, linearLogit } from "./model/fit-linear.js";
export { crossValidatedPredictions, fitConfidence } from "./model/fit-confidence.js";
export { fewestLabels, type FitOptions, mostPlattLabels } from "./model/fit-options.js";
export type { LabelledFeatures } from "./model/labelled-features.js";
export { parseConfidenceModel } from "./model/parse-confidence-model.js";
export { type ConfidenceScore, scoreConfidence } from "./model/score-confidence.js";
export { type SeededRandom, seededRandom } from "./random/seeded-random.js";
export { shuffled } from "./random/shuffled.js";
