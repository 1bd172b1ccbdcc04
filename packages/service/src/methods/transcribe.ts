import type { TranscribeResponse } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";

/** Speech to text: there is no backend for it. */
export function transcribe(): Promise<TranscribeResponse> {
  return Promise.reject(
    new ProxyError(
      "not-supported-yet",
      "Transcribe is not supported yet: audio backends do not exist yet (speech recognition)",
    ),
  );
}
