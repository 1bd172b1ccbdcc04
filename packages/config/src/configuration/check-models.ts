import type { Backend } from "@compute-proxy/api";
import { allowsModel } from "@compute-proxy/backend";
import type { Finding } from "../check/finding.js";

/** Whether every model that a backend names is one that it may serve. */
export function checkModels(backends: readonly Backend[]): readonly Finding[] {
  return backends.flatMap((backend, index) => {
    const path = ["backends", index, "models"];
    const { preferred = [], aliases = {} } = backend.models ?? {};
    return [
      ...preferred.flatMap((model, entry) => refusal(backend, model, [...path, "preferred", entry])),
      ...Object.entries(aliases).flatMap(([name, model]) => refusal(backend, model, [...path, "aliases", name])),
    ];
  });
}

function refusal(backend: Backend, model: string, path: readonly (string | number)[]): readonly Finding[] {
  const message = allowsModel(backend, model);
  return message === undefined ? [] : [{ path, message }];
}
