import type { Backend, ModelInfo } from "@compute-proxy/api";
import { allowsModel, findModel } from "./resolve-model.js";

/**
 * An engine's models as a backend offers them to others: those that its configuration allows, the preferred ones first, and its
 * aliases as models of their own.
 */
export function servedModels(backend: Backend, live: readonly ModelInfo[]): readonly ModelInfo[] {
  const { preferred = [], aliases = {} } = backend.models ?? {};
  const allowed = live.filter(({ name }) => allowsModel(backend, name) === undefined);
  const first = preferred.flatMap((name) => findModel(allowed, name) ?? []);
  const named = Object.entries(aliases).flatMap(([name, target]) => {
    const model = findModel(allowed, target);
    return model ? [{ ...model, name }] : [];
  });
  const own = [...new Set([...first, ...allowed])].filter(({ name }) => !Object.hasOwn(aliases, name));
  return [...own, ...named];
}
