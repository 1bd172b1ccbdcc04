import { HealthServiceImpl, HealthState } from "nice-grpc-server-health";

/** grpc.health.v1 for the server ("") and for its service. */
export interface ServiceHealth {
  readonly implementation: ReturnType<typeof HealthServiceImpl>;
  /** NOT_SERVING from now on, told to watchers too. */
  stop(): void;
}

/** Makes it, SERVING. `service` is a full name. */
export function createServiceHealth(service: string): ServiceHealth {
  const state = HealthState();
  state.setMaxListeners(0);
  state.setStatus("healthy", service);
  return {
    implementation: HealthServiceImpl(state),
    stop() {
      state.setStatus("unhealthy");
      state.setStatus("unhealthy", service);
    },
  };
}
