import type { Annotations } from "@compute-proxy/api";
import { EmbedRequest } from "@compute-proxy/api/backend/v1";
import { letsThrough, type Priority, type RegisteredBackend } from "@compute-proxy/backend";
import type { EmbeddingVector } from "@compute-proxy/calibration";
import { type Clock, ProxyError, throwIfAborted, timeLimit } from "@compute-proxy/core";
import { priority as rank } from "./entry-order.js";
import { eligibility } from "./exclude.js";

/** A prompt waits no longer for its vector: the vector is to save time. */
const embeddingMs = 2000;

/** What an embedding is asked within. */
export interface EmbedScope {
  readonly backends: readonly RegisteredBackend[];
  readonly wishes: Annotations | undefined;
  readonly priority: Priority;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The vector of a prompt, by one call; undefined when no backend that stands serves the model, or it gives none within 2 s. */
export async function embedPrompt(
  text: string,
  model: string,
  scope: EmbedScope,
): Promise<EmbeddingVector | undefined> {
  const found = findEmbedder(model, scope);
  if (!found) return undefined;
  const { backend, engineModel } = found;
  using limit = timeLimit(scope.signal, embeddingMs, scope.clock, () => tooLate(backend.id));
  const { signal } = limit;
  try {
    using _ = await backend.lane.enter(scope.priority, signal);
    const { embedding } = await backend.port.embed(EmbedRequest.fromPartial({ model: engineModel, text }), { signal });
    return embedding?.values;
  } catch {
    throwIfAborted(scope.signal);
    return undefined;
  }
}

function findEmbedder(
  model: string,
  { backends, wishes, clock }: EmbedScope,
): { readonly backend: RegisteredBackend; readonly engineModel: string } | undefined {
  for (const backend of backends.toSorted((a, b) => rank(a) - rank(b))) {
    const found = eligibility(backend, { stageType: "embedding", model, wishes });
    if (found.kind === "excluded" || backend.state.kind === "unreachable") continue;
    const { engineModel } = found;
    if (letsThrough(backend.circuits.of(engineModel), clock.now())) return { backend, engineModel };
  }
  return undefined;
}

function tooLate(backend: string): ProxyError {
  return new ProxyError("engine-timeout", `backend "${backend}" gave no vector within ${embeddingMs} ms`, { backend });
}
