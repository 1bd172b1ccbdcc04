import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { printable, ProxyError } from "@compute-proxy/core";
import { type AnswerLog, type LogEntry, type LogHeader, logLine, parseAnswerLog } from "@compute-proxy/evaluation";

/** Where answers are recorded, line by line. */
export interface AnswerFile {
  /** What stood in it before. */
  readonly log: AnswerLog;
  add(entry: LogEntry): Promise<void>;
}

/**
 * Opens a log to go on with, or begins one. A last line that was cut off while it was written is taken away. Throws `invalid-request`
 * when the file is a log of other questions, rungs or models, or no log.
 */
export async function openAnswerFile(file: string, header: LogHeader): Promise<AnswerFile> {
  const before = await readWhole(file);
  const log = before === "" ? { header, entries: [] } : parseAnswerLog(before, file);
  const difference = differenceOf(log.header, header);
  if (difference !== undefined) {
    throw new ProxyError(
      "invalid-request",
      `${printable(file)} was recorded with another ${difference}: name a new file, or what it was recorded with`,
    );
  }
  if (before === "") await writeFile(file, logLine(header));
  else await truncate(file, Buffer.byteLength(before));
  return { log, add: (entry) => appendFile(file, logLine(entry)) };
}

/** All whole lines; nothing for a file that is not there or whose header was cut off. A file of one cut line that is no header is whole. */
async function readWhole(file: string): Promise<string> {
  try {
    const text = await readFile(file, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return whole === "" && !isBegunHeader(text) ? text : whole;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

const beginning = '{"kind":"header"';

function isBegunHeader(text: string): boolean {
  return text.startsWith(beginning) || beginning.startsWith(text);
}

/** What would make the answers of one file be of two kinds. */
function differenceOf(before: LogHeader, now: LogHeader): string | undefined {
  if (before.question_set.digest !== now.question_set.digest) return "question set";
  const rungsOf = ({ rungs }: LogHeader): string =>
    JSON.stringify(rungs.map(({ name, model, digest, engine_version: version }) => [name, model, digest, version]));
  if (rungsOf(before) !== rungsOf(now)) return "ladder (rungs, models, digests or engine versions)";
  if (JSON.stringify(before.settings) !== JSON.stringify(now.settings)) return "self-check or embedding model";
  return undefined;
}
