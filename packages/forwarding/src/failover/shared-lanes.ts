import type { Lane, RegisteredBackend } from "@compute-proxy/backend";

/**
 * The queues of all backends that work on the same device as one, its own included: emulated ones stand for devices of their own and share
 * the processor of one machine.
 */
export function sharedLanes(backends: readonly RegisteredBackend[], backend: RegisteredBackend): readonly Lane[] {
  const shares = (other: RegisteredBackend): boolean => other === backend || (isEmulated(other) && isEmulated(backend));
  return backends.filter(shares).map(({ lane }) => lane);
}

function isEmulated({ definition }: RegisteredBackend): boolean {
  return definition.emulated === true;
}
