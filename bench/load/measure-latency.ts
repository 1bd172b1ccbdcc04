import type { CallName } from "./calls.ts";
import type { Side } from "./cases.ts";
import type { ClientProcess } from "./client-process.ts";
import type { RoundPlan } from "./measure-case.ts";
import type { Servers } from "./servers.ts";

/** What is sent at a fixed rate, whatever the answers do. */
export interface LatencyCase {
  readonly id: string;
  readonly call: CallName;
  readonly perSecond: number;
  /** Calls of one round. */
  readonly count: number;
  /** Which moment of a call is meant. */
  readonly until: "firstMs" | "endMs";
}

/** In ms. */
interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Two halves that were measured one right after the other. */
export interface LatencyRounds {
  readonly latencyCase: LatencyCase;
  readonly rounds: ReadonlyArray<Readonly<Record<Side, Percentiles>>>;
}

/** Calls of one answer, and streams until their first token. */
export const latencyCases: readonly LatencyCase[] = [
  { id: "Generate, until its answer", call: "generate", perSecond: 500, count: 2000, until: "endMs" },
  { id: "GenerateStream, until its first token", call: "stream", perSecond: 25, count: 150, until: "firstMs" },
];

/** Measures ours and the floor in turns, after a round of each that does not count. */
export async function measureLatency(
  servers: Servers,
  client: ClientProcess,
  latencyCase: LatencyCase,
  { rounds, share, say }: RoundPlan,
): Promise<LatencyRounds> {
  const { id, call, perSecond, until } = latencyCase;
  const count = Math.round(latencyCase.count * share);
  const half = async (side: Side): Promise<Percentiles> => {
    const { answered } = await client.load({ address: servers[side].address, call, count, pace: { perSecond } });
    return percentilesOf(answered.map((times) => times[until]));
  };
  const measured: Array<Record<Side, Percentiles>> = [];
  await half("ours");
  await half("floor");
  for (let number = 1; number <= rounds; number += 1) {
    const round = { ours: await half("ours"), floor: await half("floor") };
    measured.push(round);
    const added = (key: keyof Percentiles): string => (round.ours[key] - round.floor[key]).toFixed(2);
    say(`${id}, ${perSecond}/s, round ${number}/${rounds}: ${added("p50")} ms more at p50, ${added("p99")} ms at p99`);
  }
  return { latencyCase, rounds: measured };
}

function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
