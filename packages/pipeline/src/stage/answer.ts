import type { Payload, TranscriptSegment } from "@compute-proxy/api";
import type { JudgedAnswer } from "@compute-proxy/forwarding";

/** What one attempt at a stage brought. What was not measured is undefined. */
export interface StageAnswer extends JudgedAnswer {
  readonly payload: Payload;
  readonly tokensIn: number | undefined;
  readonly tokensOut: number | undefined;
  readonly ttftMs: number | undefined;
  /** stop, length or unspecified; empty where a stage type has no such thing. */
  readonly finishReason: string;
  readonly modelDigest: string;
  /** Of a transcript. */
  readonly segments?: readonly TranscriptSegment[];
}
