import type { SynthesizeResponse } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";

/** Text to speech: there is no backend for it. */
export function synthesize(): Promise<SynthesizeResponse> {
  return Promise.reject(
    new ProxyError(
      "not-supported-yet",
      "Synthesize is not supported yet: audio backends do not exist yet (text to speech)",
    ),
  );
}
