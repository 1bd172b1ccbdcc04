import { ProxyError } from "@compute-proxy/core";

/** Says what is wrong with a sound, and what would be right. */
export function audioError(problem: string): ProxyError {
  return new ProxyError("input-not-usable", `the audio ${problem}`);
}
