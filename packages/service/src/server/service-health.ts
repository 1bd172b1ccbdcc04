import { ComputeServiceDefinition } from "@compute-proxy/api";
import { HealthServiceImpl, HealthState } from "nice-grpc-server-health";

/** grpc.health.v1 for the server ("") and for compute.v1.ComputeService. */
export interface ServiceHealth {
  readonly implementation: ReturnType<typeof HealthServiceImpl>;
  /** NOT_SERVING from now on, told to watchers too. */
  stop(): void;
}

/** Makes it, SERVING. */
export function createServiceHealth(): ServiceHealth {
  const state = HealthState();
  state.setMaxListeners(0);
  state.setStatus("healthy", ComputeServiceDefinition.fullName);
  return {
    implementation: HealthServiceImpl(state),
    stop() {
      state.setStatus("unhealthy");
      state.setStatus("unhealthy", ComputeServiceDefinition.fullName);
    },
  };
}
