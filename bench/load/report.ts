import { writeFile } from "node:fs/promises";
import { circumstanceLines, circumstances } from "../machine.ts";
import type { Memory } from "../measured-process.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { LoadCase, Target } from "./cases.ts";
import type { CaseRounds, Half, Round } from "./measure-case.ts";
import type { LatencyRounds } from "./measure-latency.ts";

/** Of each process. */
type Memories = Readonly<Record<"ours" | "floor" | "engine", Memory>>;

/** Everything that a run has measured. */
export interface Measurement {
  readonly rounds: number;
  readonly measured: readonly CaseRounds[];
  /** Right after the last case. */
  readonly memory: Memories;
  /** Half a minute later. */
  readonly memoryAtRest: Memories;
  readonly latencies: readonly LatencyRounds[];
  /** Seconds. */
  readonly starts: readonly number[];
}

/** What a figure had to be, and whether it was. */
interface Outcome {
  readonly goal: string;
  readonly figure: string;
  readonly reached: boolean;
}

export type Report = ReturnType<typeof reportOf>;

const folder = new URL("../../docs/reports/", import.meta.url);
const megabyte = 1024 * 1024;
const mostMemory = 150;
const slowestStart = 1.5;

/** The report of a measurement. */
export function reportOf({ rounds, measured, memory, memoryAtRest, latencies, starts }: Measurement) {
  const results = measured.map(resultOf);
  const start = spreadOf(starts);
  const megabytes = (name: keyof Memories) => ({
    resident: Math.round(memory[name].resident / megabyte),
    atRest: Math.round(memoryAtRest[name].resident / megabyte),
    peak: Math.round(memory[name].peak / megabyte),
  });
  const memoryMb = { ours: megabytes("ours"), floor: megabytes("floor"), engine: megabytes("engine") };
  return {
    title: "What the proxy costs beside the barest server that forwards to the same engine",
    command: `npm run bench -- --rounds ${rounds}`,
    ...circumstances(),
    rounds,
    results,
    memoryMb,
    latencies: latencies.map(addedOf),
    startSeconds: start,
    outcomes: [
      ...results.flatMap(({ outcomes }) => outcomes),
      outcome(`memory after the run, at rest, under ${mostMemory} MB`, memoryMb.ours.atRest, mostMemory, "MB", 0),
      outcome(`start to the first answer under ${slowestStart} s`, start.median, slowestStart, "s", 2),
      ...latencies.map(addedOf).flatMap(({ outcomes }) => outcomes),
    ],
  };
}

function resultOf({ loadCase, concurrency, count, rounds }: CaseRounds) {
  const ratio = (key: keyof Half): Spread =>
    spreadOf(rounds.map(({ subject, reference }) => subject[key] / reference[key]));
  const figures = (side: keyof Round) => ({
    perSecond: spreadOf(rounds.map((round) => round[side].perSecond)),
    cpuSecondsPer1000: spreadOf(rounds.map((round) => round[side].cpuPer1000)),
    engineCpuSecondsPer1000: spreadOf(rounds.map((round) => round[side].engineCpuPer1000)),
  });
  const ratios = { rate: ratio("perSecond"), cpu: ratio("cpuPer1000") };
  return {
    id: loadCase.id,
    description: loadCase.description,
    concurrency,
    callsPerRound: count,
    ratios,
    subject: figures("subject"),
    reference: figures("reference"),
    outcomes: loadCase.targets.map((target) => outcomeOf(loadCase, concurrency, target, ratios[target.of].median)),
  };
}

function outcomeOf({ id }: LoadCase, concurrency: number, { of, limit }: Target, ratio: number): Outcome {
  const goal = `${id} at ${concurrency}: ${of === "rate" ? "rate at least" : "CPU at most"} ${limit} of the reference`;
  return { goal, figure: ratio.toFixed(2), reached: of === "rate" ? ratio >= limit : ratio <= limit };
}

function outcome(goal: string, figure: number, limit: number, unit: string, digits: number): Outcome {
  return { goal, figure: `${figure.toFixed(digits)} ${unit}`, reached: figure < limit };
}

/** Milliseconds that a call takes longer than through the floor. */
function addedOf({ latencyCase: { id, perSecond }, rounds }: LatencyRounds) {
  const added = (key: "p50" | "p99"): Spread => spreadOf(rounds.map(({ ours, floor }) => ours[key] - floor[key]));
  const [p50, p99] = [added("p50"), added("p99")];
  return {
    id,
    perSecond,
    addedMs: { p50, p99 },
    rounds,
    outcomes: [
      outcome(`${id}, ${perSecond}/s: under 1 ms more at p50`, p50.median, 1, "ms", 2),
      outcome(`${id}, ${perSecond}/s: under 5 ms more at p99`, p99.median, 5, "ms", 2),
    ],
  };
}

/** Prints the page. */
export function printReport(report: Report): void {
  console.log(`\n${pageOf(report)}`);
}

/** Writes docs/reports/load.json and load.md. */
export async function writeReport(report: Report): Promise<void> {
  await writeFile(new URL("load.json", folder), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(new URL("load.md", folder), pageOf(report));
}

function pageOf(report: Report): string {
  const { outcomes, results, memoryMb, latencies, startSeconds } = report;
  return `# ${report.title}

The floor is \`bench/load/floor-server.ts\`: nice-grpc, the generated messages and undici, without checks, limits, routing or a record of
what happened. Engine, server and client are processes of their own on one machine, which they share; so the ratios are meant to be
compared, and of the rest the processor time rather than the rate. Where the time goes is in [profile.md](profile.md).

## Goals

| goal | measured | reached |
| --- | --- | --- |
${outcomes.map(({ goal, figure, reached }) => `| ${goal} | ${figure} | ${reached ? "yes" : "no"} |`).join("\n")}

## Ratios: median, and min-max of ${report.rounds} rounds

| case | at once | rate | CPU |
| --- | --- | --- | --- |
${results.map(({ id, concurrency, ratios }) => `| ${id} | ${concurrency} | ${shown(ratios.rate, 2)} | ${shown(ratios.cpu, 2)} |`).join("\n")}

${[...new Map(results.map(({ id, description }) => [id, description]))].map(([id, text]) => `- ${id}: ${text}`).join("\n")}

## Figures: the case, then what it is compared to

| case | at once | calls a second | CPU seconds per 1000 calls | the engine's, per 1000 |
| --- | --- | --- | --- | --- |
${results.flatMap(figureRows).join("\n")}

| memory, MB | resident after the run | after half a minute of rest | peak |
| --- | --- | --- | --- |
${(["ours", "floor", "engine"] as const).map((name) => `| ${name} | ${memoryMb[name].resident} | ${memoryMb[name].atRest} | ${memoryMb[name].peak} |`).join("\n")}

| more than the floor, ms | p50 | p99 |
| --- | --- | --- |
${latencies.map(({ id, perSecond, addedMs }) => `| ${id}, ${perSecond}/s | ${shown(addedMs.p50, 2)} | ${shown(addedMs.p99, 2)} |`).join("\n")}

Start of the process to the first answer, s: ${shown(startSeconds, 2)}

- n = ${report.rounds} rounds of each, in turns, after one round that does not count; the calls of a round are in load.json
- the engine writes one token a chunk, as fast as it can; both servers ask it for a stream, which alone lets a call be cancelled
- several chunks come with one read of a socket: the floor sends a message for each, ours one for all that came together
- our server is \`compute-proxy serve\` with the log level that it has by itself; its log goes to a file
${circumstanceLines(report)}

Measure again: \`${report.command}\`
`;
}

function figureRows({ id, concurrency, subject, reference }: Report["results"][number]): readonly string[] {
  const row = (name: string, { perSecond, cpuSecondsPer1000, engineCpuSecondsPer1000 }: typeof subject): string =>
    `| ${name} | ${concurrency} | ${shown(perSecond, 0)} | ${shown(cpuSecondsPer1000, 3)} | ${shown(engineCpuSecondsPer1000, 3)} |`;
  return [row(id, subject), row("compared to", reference)];
}

function shown({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}
