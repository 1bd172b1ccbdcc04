import { mkdir, writeFile } from "node:fs/promises";
import { circumstanceLines, circumstances } from "../machine.ts";
import type { PipelineTimes } from "./measure-pairs.ts";
import { type Spread, spreadOf } from "../spread.ts";

/** What was measured, on which engines. */
export interface Measurement {
  readonly engines: string;
  readonly real: boolean;
  readonly pairs: number;
  readonly times: readonly PipelineTimes[];
}

/** With the engines that the tests use. */
const realCommand = "npx node tools/engines/src/cli.ts with -- node bench/first-audio.ts --real";

const folder = new URL("../../docs/reports/", import.meta.url);

/** Prints the result, and writes it as docs/reports/first-audio.json and .md; first-audio-real on real engines. */
export async function writeReport(measurement: Measurement): Promise<void> {
  const name = measurement.real ? "first-audio-real" : "first-audio";
  const report = reportOf(measurement);
  const page = pageOf(report);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(new URL(`${name}.md`, folder), page);
  console.log(`\n${page}`);
}

type Report = ReturnType<typeof reportOf>;

function reportOf({ engines, real, pairs, times }: Measurement) {
  return {
    title: "Time to the first audio of a voice assistant, streamed and not streamed",
    command: `${real ? realCommand : "npm run bench:first-audio --"} --pairs ${pairs}`,
    ...circumstances(),
    engines,
    pairs,
    pipelines: times.map(resultOf),
  };
}

function resultOf({ pipeline, streamed, whole }: PipelineTimes) {
  const firstStreamed = streamed.map(({ firstAudioMs }) => firstAudioMs);
  const firstWhole = whole.map(({ firstAudioMs }) => firstAudioMs);
  const pairRatios = firstWhole.map((ms, index) => ms / (firstStreamed[index] ?? Number.NaN));
  return {
    id: pipeline.id,
    description: pipeline.description,
    ratioOfMedians: spreadOf(firstWhole).median / spreadOf(firstStreamed).median,
    pairRatios: spreadOf(pairRatios),
    firstAudioMs: { streamed: spreadOf(firstStreamed), notStreamed: spreadOf(firstWhole) },
    endMs: {
      streamed: spreadOf(streamed.map(({ endMs }) => endMs)),
      notStreamed: spreadOf(whole.map(({ endMs }) => endMs)),
    },
    runs: { streamed, notStreamed: whole },
  };
}

function pageOf(report: Report): string {
  const { pipelines } = report;
  return `# ${report.title}

Of these numbers only the ratios are meant to be compared, and only for the same engines and answer: the times are those of one
machine, and a longer answer makes the ratio larger.

The ratio is the median time without streaming over the median time with it: 2 means that the first sound comes in half the time.

| pipeline | ratio of medians | ratios of the ${report.pairs} pairs: min-max | interquartile |
| --- | --- | --- | --- |
${pipelines.map(ratioRow).join("\n")}

| ms | median | min-max | interquartile |
| --- | --- | --- | --- |
${pipelines.flatMap(timeRows).join("\n")}

${pipelines.map(({ id, description }) => `- ${id}: ${description}`).join("\n")}
- streamed: the first frame of the answer. Not streamed (\`options.enable_streaming: false\`): the whole answer, which is the first audio then.
- engines: ${report.engines}
- n = ${report.pairs} pairs a pipeline, measured in turns (streamed, not streamed, streamed, ...) after one run of each that does not count
${circumstanceLines(report)}

Measure again: \`${report.command}\`
`;
}

type Result = Report["pipelines"][number];

function ratioRow({ id, ratioOfMedians, pairRatios }: Result): string {
  return `| ${id} | ${ratioOfMedians.toFixed(2)} | ${ranges(pairRatios, 2)} |`;
}

function timeRows({ id, firstAudioMs, endMs }: Result): readonly string[] {
  return [
    timeRow(`${id}: first audio, streamed`, firstAudioMs.streamed),
    timeRow(`${id}: first audio, not streamed`, firstAudioMs.notStreamed),
    timeRow(`${id}: end of the run, streamed`, endMs.streamed),
    timeRow(`${id}: end of the run, not streamed`, endMs.notStreamed),
  ];
}

function timeRow(name: string, spread: Spread): string {
  return `| ${name} | ${spread.median.toFixed(0)} | ${ranges(spread, 0)} |`;
}

function ranges({ min, max, lowerQuartile, upperQuartile }: Spread, digits: number): string {
  const range = (from: number, to: number): string => `${from.toFixed(digits)}-${to.toFixed(digits)}`;
  return `${range(min, max)} | ${range(lowerQuartile, upperQuartile)}`;
}
