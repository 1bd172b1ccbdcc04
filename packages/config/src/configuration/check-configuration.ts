import { didYouMean, printable } from "@compute-proxy/core";
import type { Finding } from "../check/finding.js";
import { checkEndpoints } from "./check-endpoints.js";
import { checkModels } from "./check-models.js";
import { checkServer } from "./check-server.js";
import { checkSimulatedHeat } from "./check-simulated-heat.js";
import type { Configuration } from "./configuration.js";

/** What is wrong with a configuration beyond the form of its values. */
export function checkConfiguration(configuration: Configuration): readonly Finding[] {
  const { server, backends } = configuration;
  return [
    ...checkServer(server),
    ...checkIds(configuration),
    ...checkEndpoints(backends, server),
    ...checkModels(backends),
    ...checkSimulatedHeat(backends),
    ...checkDefaultBackend(configuration),
  ];
}

function checkIds({ backends }: Configuration): readonly Finding[] {
  return backends.flatMap(({ id }, index) => {
    const twin = backends.findIndex((other) => other.id === id);
    if (id === "" || twin === index) return [];
    return [
      { path: ["backends", index, "id"], message: `backend ${twin + 1} has the id "${id}" too: ids must differ` },
    ];
  });
}

function checkDefaultBackend({ backends, routing }: Configuration): readonly Finding[] {
  const id = routing.defaultBackend;
  if (id === undefined) return [];
  const path = ["routing", "default_backend"];
  const backend = backends.find((candidate) => candidate.id === id);
  if (backend)
    return backend.enabled === false
      ? [{ path, message: `backend "${id}" is disabled, so it cannot be the default` }]
      : [];
  const known = backends.map((candidate) => candidate.id);
  const someIdIsUnknown = known.includes("");
  if (someIdIsUnknown) return [];
  return [{ path, message: `backend "${printable(id)}" is not configured${didYouMean(id, known)}` }];
}
