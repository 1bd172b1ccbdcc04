import type { Backend } from "@compute-proxy/api";
import { type Clock, ProxyError } from "@compute-proxy/core";
import type { EngineMarks } from "./call-metadata.js";
import type { Adapter } from "./adapter.js";
import { remoteBackend } from "./remote-backend.js";
import { openChannel, whileConnecting } from "./remote-channel.js";
import { parseRemoteEndpoint } from "./remote-endpoint.js";
import { type StageType, stageType } from "./stage-type.js";

/** What a remote backend is made of. */
export interface RemoteAdapterParts {
  /** Its endpoint is `http://host:port` of a worker, or `http://host:port/ID` of one of the worker's backends. */
  readonly definition: Backend;
  readonly clock: Clock;
}

/** What a worker may turn out to be able to do. Taken for granted until it has described itself. */
export const remoteCapabilities: readonly StageType[] = [
  "text_generation",
  "embedding",
  "audio_to_text",
  "text_to_audio",
];

/**
 * A backend of a worker on another machine. Connects with the first call, and again by itself. What it can do, and whether it is
 * simulated or emulated, is what the worker last said. Throws invalid-request for an endpoint that is none.
 */
export function createRemoteAdapter({ definition, clock }: RemoteAdapterParts): Adapter {
  const endpoint = parseRemoteEndpoint(definition.endpoint);
  if (endpoint.kind === "refused") {
    throw new ProxyError("invalid-request", `backend "${definition.id}": the endpoint ${endpoint.because}`);
  }
  const { address, backend } = endpoint;
  const peer = `worker ${address}`;
  const channel = openChannel(address);
  let capabilities = remoteCapabilities;
  let marks: EngineMarks = { simulated: false, emulated: false };
  const onMarks = (told: EngineMarks): void => {
    marks = told;
  };
  const ready = (signal: AbortSignal): Promise<void> => whileConnecting(channel, peer, clock, signal);
  const port = remoteBackend(channel, peer, { backend, ready, onMarks, clock });

  return {
    port: {
      ...port,
      async describe(request, scope) {
        const description = await port.describe(request, scope);
        capabilities = description.capabilities.map(stageType).filter((type) => type !== undefined);
        onMarks(description);
        return description;
      },
    },
    // The worker's own limits come first; this bounds what waits there.
    maxConcurrent: 64,
    get capabilities() {
      return capabilities;
    },
    get simulated() {
      return marks.simulated;
    },
    get emulated() {
      return marks.emulated;
    },
    async close() {
      channel.close();
    },
  };
}
