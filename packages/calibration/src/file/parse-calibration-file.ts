import { printable, ProxyError } from "@compute-proxy/core";
import { finishReading } from "../model/finish-reading.js";
import { fieldReader } from "../model/model-fields.js";
import type { CalibrationFile } from "./calibration-file.js";
import { readCalibrationFile } from "./read-calibration-file.js";

/**
 * Reads what `calibrationFileText` wrote. Throws `invalid-request` with one violation for everything that is wrong; the message names
 * the file (`name`), the path of the first and the rule.
 */
export function parseCalibrationFile(text: string, name: string): CalibrationFile {
  const reader = fieldReader();
  const file = readCalibrationFile(jsonOf(text, name), reader);
  finishReading(reader, name);
  return file;
}

/** The parser's own words are kept out: they quote the text. */
function jsonOf(text: string, name: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    throw new ProxyError(
      "invalid-request",
      `${printable(name)}: is not JSON; write it anew with "compute-proxy calibrate"`,
    );
  }
}
