import type { MeasuredProcess } from "../measured-process.ts";
import type { Concurrency, LoadCase, Subject } from "./cases.ts";
import type { ClientProcess } from "./client-process.ts";
import type { Servers } from "./servers.ts";

/** One side's part of a round. */
export interface Half {
  readonly perSecond: number;
  /** Processor time for 1000 calls, in seconds: the server's, the engine's. */
  readonly cpuPer1000: number;
  readonly engineCpuPer1000: number;
}

/** Two halves that were measured one right after the other. */
export interface Round {
  readonly subject: Half;
  readonly reference: Half;
}

/** The rounds of a case at one concurrency. */
export interface CaseRounds {
  readonly loadCase: LoadCase;
  readonly concurrency: Concurrency;
  /** Calls of each half. */
  readonly count: number;
  readonly rounds: readonly Round[];
}

/** How a case is measured. */
export interface RoundPlan {
  readonly rounds: number;
  /** Of the counts in the table. */
  readonly share: number;
  readonly say: (line: string) => void;
}

/** Measures subject and reference in turns, after a round of each that does not count. */
export async function measureCase(
  servers: Servers,
  client: ClientProcess,
  loadCase: LoadCase,
  concurrency: Concurrency,
  plan: RoundPlan,
): Promise<CaseRounds> {
  const count = Math.max(concurrency, Math.round(loadCase.counts[concurrency] * plan.share));
  const half = (subject: Subject): Promise<Half> => measureHalf(servers, client, subject, { concurrency, count });
  const rounds: Round[] = [];
  await half(loadCase.subject);
  await half(loadCase.reference);
  for (let number = 1; number <= plan.rounds; number += 1) {
    const round = { subject: await half(loadCase.subject), reference: await half(loadCase.reference) };
    rounds.push(round);
    plan.say(`${loadCase.id} at ${concurrency}, round ${number}/${plan.rounds}: ${lineOf(round)}`);
  }
  return { loadCase, concurrency, count, rounds };
}

async function measureHalf(
  { engine, ...servers }: Servers,
  client: ClientProcess,
  { side, call }: Subject,
  { concurrency, count }: { readonly concurrency: number; readonly count: number },
): Promise<Half> {
  const server = servers[side];
  const used = cpuMeter(server);
  const engineUsed = cpuMeter(engine);
  const { seconds } = await client.load({ address: server.address, call, count, pace: { concurrency } });
  const per1000 = (total: number): number => (total / count) * 1000;
  return { perSecond: count / seconds, cpuPer1000: per1000(used()), engineCpuPer1000: per1000(engineUsed()) };
}

/** Seconds of processor time from now on. */
function cpuMeter(process: MeasuredProcess): () => number {
  const before = process.cpuSeconds();
  return () => process.cpuSeconds() - before;
}

function lineOf({ subject, reference }: Round): string {
  const rate = (subject.perSecond / reference.perSecond).toFixed(2);
  const cpu = (subject.cpuPer1000 / reference.cpuPer1000).toFixed(2);
  return (
    `rate ${rate} (${subject.perSecond.toFixed(0)} and ${reference.perSecond.toFixed(0)}/s), ` +
    `CPU ${cpu} (${subject.cpuPer1000.toFixed(2)} and ${reference.cpuPer1000.toFixed(2)} s per 1000)`
  );
}
