import type { Payload, TranscriptSegment } from "@compute-proxy/api";
import type { FeatureVector } from "@compute-proxy/calibration";
import type { AnswerFacts, JudgedAnswer } from "@compute-proxy/forwarding";

/** The features of an answer, and whose it is. */
export interface MeasuredFeatures {
  readonly facts: AnswerFacts;
  readonly features: FeatureVector;
}

/** What one attempt at a stage brought. What was not measured is undefined. */
export interface StageAnswer extends JudgedAnswer {
  readonly payload: Payload;
  readonly tokensIn: number | undefined;
  readonly tokensOut: number | undefined;
  readonly ttftMs: number | undefined;
  /** How long its engine worked, from dispatch to the last piece, in ms. Of a text that one backend wrote alone. */
  readonly engineMs?: number | undefined;
  /** stop, length or unspecified; empty where a stage type has no such thing. */
  readonly finishReason: string;
  readonly modelDigest: string;
  /** Whether more than one model wrote the text. */
  readonly modelChanged?: boolean;
  /** Of a text whose confidence was measured. */
  readonly measured?: MeasuredFeatures | undefined;
  /** Of a transcript. */
  readonly segments?: readonly TranscriptSegment[];
}
