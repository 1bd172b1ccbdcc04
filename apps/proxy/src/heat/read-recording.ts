import { readFile } from "node:fs/promises";
import { isProxyError, printable, ProxyError, type Violation } from "@compute-proxy/core";
import { parseThermalRecording, type ThermalRecording } from "@compute-proxy/forwarding";

/** The recording in a file, if there is one to play. Throws `invalid-request` that names the file, and each bad line of it. */
export async function readRecording(file: string | undefined): Promise<ThermalRecording | undefined> {
  if (file === undefined) return undefined;
  const refused = (what: string, cause: unknown, violations: readonly Violation[] = []): ProxyError =>
    new ProxyError("invalid-request", `thermal.recording: "${printable(file)}": ${what}`, { cause, violations });
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw refused("cannot be read: name a file of JSON lines", error);
  });
  try {
    return parseThermalRecording(text);
  } catch (error) {
    throw isProxyError(error) ? refused(error.message, error, error.violations) : error;
  }
}
