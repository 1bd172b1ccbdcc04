import type { HealthCheckResponse } from "@compute-proxy/api";
import type { ServiceParts } from "../service-parts.js";
import { backendHealth } from "./backend-status.js";

/** The proxy's health and that of each backend, by id. */
export function healthCheck({ registry }: ServiceParts, isDraining: boolean): HealthCheckResponse {
  return {
    status: isDraining ? "NOT_SERVING" : "SERVING",
    backendHealth: Object.fromEntries(registry.backends.map((backend) => [backend.id, backendHealth(backend)])),
  };
}
