import { mkdir, writeFile } from "node:fs/promises";
import type { KillRound } from "../../apps/proxy/dist/testing/kills/index.js";
import { type Circumstances, circumstanceLines, circumstances } from "../machine.ts";
import { type Spread, spreadOf } from "../spread.ts";

/** What was killed, and what came of it. */
export interface Killed {
  readonly model: string;
  readonly seed: number;
  readonly maxTokens: number;
  readonly rounds: readonly KillRound[];
}

interface Row {
  readonly prompt: string;
  readonly pieces: number;
  readonly killAfter: number;
  readonly killedAt: number;
  readonly characters: number;
  readonly isWhole: boolean;
  readonly continuation: string;
  readonly equalsUnbroken: boolean;
  /** Absent when it does not differ. */
  readonly difference?: Difference;
  readonly silenceMs?: number;
}

/** How an answer differs from the unbroken one. */
interface Difference {
  /** The first place, in Unicode scalar values. */
  readonly at: number;
  /** ends-later and ends-earlier: the one is the beginning of the other. */
  readonly kind: "other-words" | "ends-later" | "ends-earlier";
}

interface Report extends Circumstances {
  readonly title: string;
  readonly command: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly rows: readonly Row[];
  readonly silenceMs?: Spread;
}

const folder = new URL("../../docs/reports/", import.meta.url);

/** Writes docs/reports/failover.json and failover.md. */
export async function writeReport({ model, seed, maxTokens, rounds }: Killed): Promise<void> {
  const rows = rounds.map(rowOf);
  const silences = rows.flatMap(({ silenceMs }) => silenceMs ?? []);
  const report: Report = {
    title: "A real engine killed in mid-answer",
    command: `npm run bench:failover -- --model ${model} --seed ${seed}`,
    ...circumstances(),
    model,
    maxTokens,
    rows,
    ...(silences.length > 0 && { silenceMs: spreadOf(silences) }),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("failover.json", folder), `${JSON.stringify(report, undefined, 2)}\n`);
  const page = pageOf(report);
  await writeFile(new URL("failover.md", folder), page);
  console.log(`\n${page}`);
}

function rowOf({ prompt, unbroken, pieces, killAfter, run }: KillRound): Row {
  const difference = differenceOf(Array.from(unbroken), Array.from(run.text));
  return {
    prompt,
    pieces,
    killAfter,
    killedAt: run.killedAt,
    characters: Array.from(run.text).length,
    isWhole: run.success && run.ends === 1 && run.isContiguous && run.sequenceRises && run.forwardings.length === 1,
    continuation: run.continuations.at(-1) ?? "",
    equalsUnbroken: difference === undefined,
    ...(difference && { difference }),
    ...(run.silenceMs !== undefined && { silenceMs: Math.round(run.silenceMs) }),
  };
}

function differenceOf(whole: readonly string[], got: readonly string[]): Difference | undefined {
  const longer = whole.length > got.length ? whole : got;
  const at = longer.findIndex((_, index) => whole[index] !== got[index]);
  if (at === -1) return undefined;
  if (at === whole.length) return { at, kind: "ends-later" };
  return { at, kind: at === got.length ? "ends-earlier" : "other-words" };
}

function pageOf(report: Report): string {
  const { rows, silenceMs, model, maxTokens, command } = report;
  const count = (holds: (row: Row) => boolean): string => `${rows.filter(holds).length} of ${rows.length}`;
  const keptPrefix = (row: Row): boolean => row.difference === undefined || row.difference.at >= row.killedAt;
  return `# ${report.title}

Two Ollamas run \`${model}\` at temperature 0, at most ${maxTokens} tokens an answer. While the first writes, its server and its runner get
SIGKILL, at a random piece of the answer. The other one goes on. The unbroken answer is the second one's own.

| | |
| --- | --- |
| runs that end well: success, one terminal message, text_offset without gap or repetition, sequence rising, one \`forwarded\` | ${count(({ isWhole }) => isWhole)} |
| what the client had before the kill is the beginning of the unbroken answer | ${count(keptPrefix)} |
| the whole text equals the unbroken answer | ${count(({ equalsUnbroken }) => equalsUnbroken)} |
| the same, but it ends some characters later or earlier | ${count(({ difference }) => difference !== undefined && difference.kind !== "other-words")} |
${silenceMs ? `| ms from the kill to the next text: median (least to most) | ${Math.round(silenceMs.median)} (${silenceMs.min} to ${silenceMs.max}) |` : ""}

| prompt | killed after piece | at character | of | went on by | equals the unbroken answer | ms of silence |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join("\n")}

- command: \`${command}\`
${circumstanceLines(report)}
`;
}

function lineOf(row: Row): string {
  const equal = row.difference ? `no: ${row.difference.kind} from character ${row.difference.at}` : "yes";
  const { prompt, killAfter, pieces, killedAt, characters, continuation, silenceMs } = row;
  return `| ${prompt} | ${killAfter} of ${pieces} | ${killedAt} | ${characters} | ${continuation} | ${equal} | ${silenceMs ?? ""} |`;
}
