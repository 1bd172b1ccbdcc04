import { answerFeatures } from "@compute-proxy/calibration";
import {
  type AskedQuestion,
  type CalibrationBook,
  confidenceOf,
  type GeneratedText,
  qualityOf,
  validate,
} from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { MeasuredFeatures, StageAnswer } from "./answer.js";
import { answerFacts } from "./answer-facts.js";

/** What a text stage measures of each answer. */
export interface TextMeasures {
  readonly confidence: boolean;
  readonly quality: boolean;
  /** `<pipeline id>/<stage id>`: the kind of work, for the calibration. */
  readonly task: string;
  /** Absent: confidence is that of version 1. */
  readonly calibration?: CalibrationBook | undefined;
}

/**
 * An answer with all that is measured of it. Without a writer, when more than one model wrote it, its confidence is that of version 1:
 * what was fitted to the answers of one of them says nothing of it.
 */
export function textAnswer(
  generated: GeneratedText,
  writer: Rung | undefined,
  { messages }: AskedQuestion,
  measures: TextMeasures,
): StageAnswer {
  const { text, logprobs, end, ttftMs, engineMs } = generated;
  const { finishReason, usage } = end;
  const prompt = messages.at(-1)?.content ?? "";
  const measured = writer && measures.confidence ? featuresOf(generated, writer, prompt, measures) : undefined;
  const validators = measures.quality ? validate({ text, finishReason, features: measured?.features }) : [];
  return {
    payload: { kind: { $case: "text", value: text } },
    confidence: measures.confidence
      ? confidenceOf({ text, logprobs, finishReason }, measured && calibratedFor(measured, measures))
      : undefined,
    quality: measures.quality ? qualityOf(validators) : undefined,
    validators,
    tokensIn: usage?.tokensIn,
    tokensOut: usage?.tokensOut,
    ttftMs,
    engineMs,
    finishReason,
    modelDigest: end.modelDigest,
    measured,
  };
}

function featuresOf(
  { logprobs, end }: GeneratedText,
  rung: Rung,
  prompt: string,
  { task }: TextMeasures,
): MeasuredFeatures {
  return {
    facts: answerFacts(rung, task, end.modelDigest),
    features: answerFeatures({ tokens: logprobs, prompt, cutByLength: end.finishReason === "length" }),
  };
}

function calibratedFor({ facts, features }: MeasuredFeatures, { calibration }: TextMeasures) {
  const model = calibration?.confidence(facts);
  return model && { model, features };
}
