import type { NamedFilesCheck, Problem } from "@compute-proxy/config";
import { isProxyError, type Violation } from "@compute-proxy/core";
import { readRecording } from "./heat/read-recording.js";
import { openCalibration } from "./open-calibration.js";

/** What the readers of `serve` refuse in the files that a configuration names, at their lines. */
export const namedFileProblems: NamedFilesCheck = async ({ thermalRecording, calibrationFile }) => [
  ...(await problemsOf(thermalRecording, readRecording)),
  ...(await problemsOf(calibrationFile, openCalibration)),
];

async function problemsOf(
  file: string | undefined,
  read: (file: string) => Promise<unknown>,
): Promise<readonly Problem[]> {
  if (file === undefined) return [];
  try {
    await read(file);
    return [];
  } catch (error) {
    if (!isProxyError(error)) throw error;
    const { violations, message } = error;
    return violations.length === 0 ? [{ file, line: 1, column: 1, message }] : violations.map(problemIn(file));
  }
}

/** A violation of a file of lines begins with its line: "line 3: celsius". */
function problemIn(file: string): (violation: Violation) => Problem {
  return ({ field, description }) => {
    const [, line = "1", key = field] = /^line (\d+)(?:: )?(.*)$/u.exec(field) ?? [];
    return { file, line: Number(line), column: 1, message: `${key} ${description}`.trim() };
  };
}
