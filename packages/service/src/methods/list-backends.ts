import type { ListBackendsRequest, ListBackendsResponse } from "@compute-proxy/api";
import { didYouMean, printable } from "@compute-proxy/core";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";
import { backendStatus } from "./backend-status.js";

/** The types that a configuration may name. */
const backendTypes = ["ollama", "whisper_cpp", "piper", "simulated", "remote", "openai", "llama_cpp"];

/** The configured backends, or those of one type, in the order of the configuration. */
export function listBackends(
  { registry, clock }: ServiceParts,
  { typeFilter }: ListBackendsRequest,
): ListBackendsResponse {
  if (typeFilter !== "" && !backendTypes.includes(typeFilter)) refuseViolations([unknownType(typeFilter)]);
  const chosen = registry.backends.filter(({ definition }) => typeFilter === "" || definition.type === typeFilter);
  return { backends: chosen.map((backend) => backendStatus(backend, clock.now())) };
}

function unknownType(name: string): { readonly field: string; readonly description: string } {
  const description = `"${printable(name)}" is no type of backend${didYouMean(name, backendTypes)}: ${backendTypes.join(", ")}`;
  return { field: "type_filter", description };
}
