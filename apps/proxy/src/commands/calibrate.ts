import { writeFile } from "node:fs/promises";
import { anyTask, type CalibrationFile, calibrationFileText } from "@compute-proxy/calibration";
import { loadPipelines } from "@compute-proxy/config";
import { printable, ProxyError } from "@compute-proxy/core";
import { addOutcomes, calibrateLog, calibrateOutcomes } from "@compute-proxy/evaluation";
import { findPipeline } from "@compute-proxy/pipeline";
import { capabilitiesOf } from "../adapters.js";
import { openConfiguration } from "../open-configuration.js";
import { processLog } from "../process/process-log.js";
import { calibrationTable } from "./evaluate-live/calibration-table.js";
import { type AnswerFlags, judgedAnswers } from "./evaluate-live/judged-answers.js";
import { escalatingStage } from "./evaluate-live/live-rung.js";
import { reportedLabels } from "./evaluate-live/reported-labels.js";
import { untilInterrupted } from "./until-interrupted.js";
import type { Streams } from "./streams.js";

/** Flags of `calibrate`. */
export interface CalibrateFlags extends Omit<AnswerFlags, "log"> {
  readonly log?: string;
  /** The `data_dir` of a proxy that kept reported outcomes. */
  readonly outcomes?: string;
  /** The calibration file to write. */
  readonly out: string;
}

/**
 * Fits what the training half of a log teaches about each rung, what reported outcomes teach about each model and task, or both, and writes
 * the file that the configuration names. Resolves with the exit code.
 */
export function calibrate(flags: CalibrateFlags, streams: Streams): Promise<number> {
  return untilInterrupted(flags.log, streams, async (signal) => {
    demandLog(flags);
    const reported = flags.outcomes === undefined ? undefined : calibrateOutcomes(reportedLabels(flags.outcomes));
    const log = await fromLog(flags, streams, signal);
    const file = together(log, reported?.file);
    await writeFile(flags.out, calibrationFileText(file));
    streams.out.write(`${calibrationTable(file, reported?.tooFew)}\n`);
    streams.notes.write(`wrote ${printable(flags.out)}: a proxy uses it with calibration.file\n`);
    return 0;
  });
}

/** Reported outcomes have their task, and no questions. */
function demandLog({ log, live, set, pipeline }: CalibrateFlags): void {
  if (log === undefined && (live === true || set !== undefined || pipeline !== undefined)) {
    throw new ProxyError("invalid-request", "--live, --set and --pipeline are about a log: name it with --log");
  }
}

function together(log: CalibrationFile | undefined, reported: CalibrationFile | undefined): CalibrationFile {
  if (log && reported) return addOutcomes(log, reported);
  const file = log ?? reported;
  if (file) return file;
  throw new ProxyError("invalid-request", "there are no labels: name --log FILE, --outcomes DATA_DIR or both");
}

async function fromLog(
  { log, ...flags }: CalibrateFlags,
  streams: Streams,
  signal: AbortSignal,
): Promise<CalibrationFile | undefined> {
  if (log === undefined) return undefined;
  const task = flags.pipeline === undefined ? anyTask : await taskOf(flags.pipeline, flags.config);
  return calibrateLog(await judgedAnswers({ log, ...flags }, streams, signal), task);
}

/** The pipeline's stage that escalates, as answers of it are looked up. */
async function taskOf(pipelineId: string, configFile: string): Promise<string> {
  const configuration = await openConfiguration(configFile, undefined, processLog("silent").log);
  const { catalog } = await loadPipelines(configuration, configFile, capabilitiesOf);
  const pipeline = findPipeline(catalog, pipelineId);
  return `${pipeline.id}/${escalatingStage(pipeline).id}`;
}
