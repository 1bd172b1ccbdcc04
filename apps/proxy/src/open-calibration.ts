import { open } from "node:fs/promises";
import { type CalibrationBook, calibrationBook, parseCalibrationFile } from "@compute-proxy/calibration";
import { printable, ProxyError } from "@compute-proxy/core";

/** With the vectors of some thousand labelled prompts, in bytes. */
const largestCalibration = 67_108_864;

/**
 * The calibration that the configuration names; undefined when it names none. Throws `invalid-request` for a file that cannot be read or
 * is not one: to serve without it would be to answer by another confidence than was asked for.
 */
export async function openCalibration(file: string | undefined): Promise<CalibrationBook | undefined> {
  if (file === undefined) return undefined;
  return calibrationBook(parseCalibrationFile(await read(file), `calibration file "${file}"`));
}

async function read(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size <= largestCalibration) return await handle.readFile("utf8");
  } catch (cause) {
    throw unreadable(file, "cannot be read", cause);
  }
  throw unreadable(file, `is larger than ${largestCalibration} bytes`);
}

function unreadable(file: string, why: string, cause?: unknown): ProxyError {
  return new ProxyError(
    "invalid-request",
    `calibration file "${printable(file)}" ${why}; write it with "compute-proxy calibrate", or leave out calibration.file`,
    { cause },
  );
}
