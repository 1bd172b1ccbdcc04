import { type CallName, tokens } from "./calls.ts";

/** One of the two servers. */
export type Side = "ours" | "floor";

/** What is called where. */
export interface Subject {
  readonly side: Side;
  readonly call: CallName;
}

/** A comparison: the subject is measured in turns with what it is compared to. */
export interface LoadCase {
  readonly id: string;
  readonly description: string;
  readonly subject: Subject;
  readonly reference: Subject;
  /** Calls of one round, by how many are open at once. */
  readonly counts: Readonly<Record<Concurrency, number>>;
  readonly targets: readonly Target[];
}

/** A ratio of the subject to the reference that is to be reached at every concurrency. */
export interface Target {
  readonly of: "rate" | "cpu";
  readonly limit: number;
}

/** Calls that are open at once. */
export const concurrencies = [1, 16, 128] as const;
export type Concurrency = (typeof concurrencies)[number];

const unaryCounts = { 1: 600, 16: 3000, 128: 3000 } as const;

/** Everything that is compared. */
export const cases: readonly LoadCase[] = [
  {
    id: "generate",
    description: `Generate, an answer of ${tokens.unary} tokens, against the floor`,
    subject: { side: "ours", call: "generate" },
    reference: { side: "floor", call: "generate" },
    counts: unaryCounts,
    targets: [
      { of: "rate", limit: 0.7 },
      { of: "cpu", limit: 1.4 },
    ],
  },
  {
    id: "generate-stream",
    description: `GenerateStream, ${tokens.streamed} tokens, against the floor; the ratio of a call is that of a token`,
    subject: { side: "ours", call: "stream" },
    reference: { side: "floor", call: "stream" },
    counts: { 1: 60, 16: 320, 128: 384 },
    targets: [{ of: "cpu", limit: 1.5 }],
  },
  {
    id: "pipeline-one-stage",
    description: `ExecutePipeline with one stage of ${tokens.unary} tokens, against our Generate`,
    subject: { side: "ours", call: "oneStage" },
    reference: { side: "ours", call: "generate" },
    counts: unaryCounts,
    targets: [{ of: "cpu", limit: 1.3 }],
  },
  {
    id: "pipeline-two-stages",
    description: `ExecutePipeline with two stages of ${tokens.unary} tokens each, against our Generate`,
    subject: { side: "ours", call: "twoStages" },
    reference: { side: "ours", call: "generate" },
    counts: { 1: 300, 16: 1500, 128: 1500 },
    targets: [],
  },
];
