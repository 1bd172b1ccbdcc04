import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  deferralFigure,
  type EvaluationReport,
  type JudgedLog,
  makeReport,
  type Pair,
  printReport,
  reportHtml,
} from "@compute-proxy/evaluation";
import { printable, ProxyError } from "@compute-proxy/core";
import { evaluationSummary } from "./evaluate-live/evaluation-summary.js";
import { type AnswerFlags, judgedAnswers } from "./evaluate-live/judged-answers.js";
import { untilInterrupted } from "./until-interrupted.js";
import type { Streams } from "./streams.js";

/** Flags of `evaluate`. */
export interface EvaluateFlags extends AnswerFlags {
  /** Where report.json, report.html and deferral.svg go. */
  readonly out?: string;
  readonly pair: readonly Pair[];
  readonly watts: Readonly<Record<string, number>>;
  readonly shuffleLabels?: boolean;
  readonly seed: number;
}

/** Reports on recorded answers, with `live` after recording them. Resolves with the exit code. */
export function evaluate(flags: EvaluateFlags, streams: Streams): Promise<number> {
  return untilInterrupted(flags.log, streams, async (signal) => {
    const judged = withWatts(await judgedAnswers(flags, streams, signal), flags.watts);
    const report = makeReport(judged, {
      pairs: flags.pair.length === 0 ? undefined : flags.pair,
      shuffleSeed: flags.shuffleLabels === true ? flags.seed : undefined,
    });
    streams.out.write(evaluationSummary(report));
    if (flags.out !== undefined) {
      await writeReport(report, flags.out);
      streams.notes.write(`wrote the report to ${printable(flags.out)}: report.html shows it\n`);
    }
    return 0;
  });
}

async function writeReport(report: EvaluationReport, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "report.json"), printReport(report));
  await writeFile(join(folder, "report.html"), reportHtml(report));
  const shown = report.pairs.at(report.rungs.length > 2 && report.pairs.length > 1 ? 1 : 0);
  if (shown) await writeFile(join(folder, "deferral.svg"), deferralFigure(report, shown.smaller, shown.larger));
}

/** The log's rungs with other watts. Throws `invalid-request` for a rung that the log lacks. */
function withWatts({ header, questions }: JudgedLog, watts: EvaluateFlags["watts"]): JudgedLog {
  const unknown = Object.keys(watts).find((name) => !header.rungs.some((rung) => rung.name === name));
  if (unknown !== undefined) {
    const known = header.rungs.map(({ name }) => name).join(", ");
    throw new ProxyError("invalid-request", `--watts: rung "${printable(unknown)}" is not in the log; it has ${known}`);
  }
  const rungs = header.rungs.map((rung) => {
    const changed = Object.hasOwn(watts, rung.name) ? watts[rung.name] : undefined;
    return changed === undefined ? rung : { ...rung, watts: changed };
  });
  return { header: { ...header, rungs }, questions };
}
