import type { StatusName } from "@compute-proxy/client";
import type { FaultWish } from "@compute-proxy/mock-engines";

/** The calls that meet a fault. */
export const callNames = ["Generate", "GenerateStream", "Embed", "ExecutePipeline", "ExecutePipelineStream"] as const;

/** One of them. */
export type CallName = (typeof callNames)[number];

/**
 * Alone: the faulty backend is the only one. Two: a healthy one stands behind it. Off: the same, and the stage says `failover: off`, so
 * that an answer that has begun stays where it is.
 */
export type Setting = "alone" | "two" | "off";

/** What becomes of a call. */
export type Outcome =
  /** The answer is whole and right: the fault does not matter. */
  | { readonly kind: "fine" }
  /** No part of an answer came: another backend is tried, and then the same one up to `attempts` times in all. */
  | { readonly kind: "nothing"; readonly status: StatusName; readonly reason: string; readonly attempts: number }
  /** As nothing, but no other backend would do better. */
  | { readonly kind: "refused"; readonly status: StatusName; readonly reason: string }
  /**
   * A part of the answer came and was shown. A healthy backend behind it goes on with it, where failover is not off and `goesOn` does not
   * say why it cannot; else nothing is tried again, and the stream never looks finished.
   */
  | { readonly kind: "broken"; readonly status: StatusName; readonly reason: string; readonly goesOn?: GoesNot };

/** Speech stays where it began. Of a text that no healthy backend would write, one finds that out. */
type GoesNot = "never" | "mismatch";

/** A fault, and what a client is told of it. */
export interface FaultRow {
  /** Of the specification, "9", and a letter where one has several. */
  readonly row: string;
  readonly name: string;
  /** Undefined where nobody listens at all: `endpoint` says where. */
  readonly fault: FaultWish | undefined;
  readonly endpoint?: string;
  /** Of calls for text. Absent: the fault is not one of text. */
  readonly text?: Outcome;
  /** Of Embed. Absent: the fault is not one of embeddings. */
  readonly embed?: Outcome;
  /** Whether time passes a hundred times as fast, so that the proxy's own limits are reached. */
  readonly hurries?: true;
  /** What must not be in any error: a part of a page, a character. */
  readonly leaks?: RegExp;
  /** Whether the client is told when to try again. */
  readonly tellsWhen?: true;
}
