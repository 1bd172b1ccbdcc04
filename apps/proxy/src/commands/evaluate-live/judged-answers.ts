import { readFile } from "node:fs/promises";
import { ProxyError } from "@compute-proxy/core";
import {
  judgeLog,
  type JudgedLog,
  loadQuestions,
  parseAnswerLog,
  parseQuestions,
  type Question,
} from "@compute-proxy/evaluation";
import { processClock } from "../../process/patient-clock.js";
import { processLog } from "../../process/process-log.js";
import type { Streams } from "../streams.js";
import { progressLines } from "./progress-lines.js";

/** Where answers come from: a log, and with `live` engines that fill it first. */
export interface AnswerFlags {
  readonly log: string;
  readonly live?: boolean;
  readonly config: string;
  readonly pipeline?: string;
  /** A question file of one's own. */
  readonly set?: string;
}

/** The answers with their verdicts. Throws the signal's reason; what a live run recorded by then stays in the log. */
export async function judgedAnswers(flags: AnswerFlags, { notes }: Streams, signal: AbortSignal): Promise<JudgedLog> {
  const questions = await questionsOf(flags.set);
  if (flags.live === true) {
    if (flags.pipeline === undefined) {
      throw new ProxyError("invalid-request", "--live: name the pipeline whose rungs are asked with --pipeline");
    }
    const { recordLive } = await import("./record-live.js");
    await recordLive({
      configFile: flags.config,
      pipelineId: flags.pipeline,
      questions,
      set: flags.set ?? "questions.jsonl",
      logFile: flags.log,
      clock: processClock,
      log: processLog("silent").log,
      signal,
      onProgress: progressLines(notes),
    });
  }
  const log = parseAnswerLog(await readText(flags.log, "--log"), flags.log);
  return judgeLog(log, questions, signal);
}

async function questionsOf(file: string | undefined): Promise<readonly Question[]> {
  return file === undefined ? loadQuestions() : parseQuestions(await readText(file, "--set"), file);
}

async function readText(file: string, flag: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ProxyError("invalid-request", `${flag}: "${file}" cannot be read: name a JSONL file`, { cause });
  }
}
