import type { RegisteredBackend } from "@compute-proxy/backend";
import { didYouMean, printable, ProxyError } from "@compute-proxy/core";

/**
 * The backend that a call means: the one it names, or the only one that is enabled. Throws backend-not-found, naming those
 * that there are.
 */
export function chooseBackend(backends: readonly RegisteredBackend[], id: string | undefined): RegisteredBackend {
  const served = backends.filter(({ definition }) => definition.enabled !== false);
  const [first, ...others] = served;
  if (!first) throw notFound("this worker has no enabled backend");
  if (id !== undefined) return served.find((backend) => backend.id === id) ?? refuse(id, backends, served);
  if (others.length === 0) return first;
  throw notFound(
    `this worker has several backends: name one at the end of the endpoint, as in http://host:port/${first.id} (${list(served)})`,
  );
}

function refuse(id: string, all: readonly RegisteredBackend[], served: readonly RegisteredBackend[]): never {
  const name = `"${printable(id, 64)}"`;
  if (all.some((backend) => backend.id === id)) throw notFound(`backend ${name} is disabled on this worker`);
  const ids = served.map((backend) => backend.id);
  throw notFound(`this worker has no backend ${name}${didYouMean(id, ids)}: it has ${list(served)}`);
}

function list(backends: readonly RegisteredBackend[]): string {
  return backends.map(({ id }) => id).join(", ");
}

function notFound(message: string): ProxyError {
  return new ProxyError("backend-not-found", message);
}
