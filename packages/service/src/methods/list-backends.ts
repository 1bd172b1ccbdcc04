import type { ListBackendsRequest, ListBackendsResponse } from "@compute-proxy/api";
import { backendTypes } from "@compute-proxy/backend";
import { didYouMean, printable } from "@compute-proxy/core";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";
import { backendStatus } from "./backend-status.js";

/** The configured backends, or those of one type, in the order of the configuration, and what they share. */
export function listBackends(parts: ServiceParts, { typeFilter }: ListBackendsRequest): ListBackendsResponse {
  const { registry, clock } = parts;
  if (typeFilter !== "" && !backendTypes.some((type) => type === typeFilter))
    refuseViolations([unknownType(typeFilter)]);
  const chosen = registry.backends.filter(({ definition }) => typeFilter === "" || definition.type === typeFilter);
  return {
    backends: chosen.map((backend) => backendStatus(backend, clock.now(), parts)),
    retryBudget: registry.retryBudget.status(),
  };
}

function unknownType(name: string): { readonly field: string; readonly description: string } {
  const description = `"${printable(name)}" is no type of backend${didYouMean(name, backendTypes)}: ${backendTypes.join(", ")}`;
  return { field: "type_filter", description };
}
