import type { Backend } from "@compute-proxy/api";
import type { PipelineFacts } from "./pipeline-problem.js";

/** Whether the adapter of a backend implements a stage type. */
export function canDo(backend: Backend, type: string, facts: PipelineFacts): boolean {
  return facts.capabilitiesOf(backend).includes(type);
}

/** A backend counts as enabled unless it says otherwise. */
export function isEnabled(backend: Backend): boolean {
  return backend.enabled !== false;
}

/** The backends that could run a stage type now. */
export function ableBackends(type: string, facts: PipelineFacts): readonly Backend[] {
  return facts.backends.filter((backend) => isEnabled(backend) && canDo(backend, type, facts));
}

/** The names by which a backend's models are written in pipelines, as far as the configuration tells. */
export function modelNames(backends: readonly Backend[]): readonly string[] {
  return backends.flatMap(({ models }) =>
    models
      ? [...Object.keys(models.aliases), ...models.preferred, ...models.supported.filter((name) => !name.includes("*"))]
      : [],
  );
}

/** A list for a message, cut after a few. */
export function someOf(texts: readonly string[], separator: string, most = 6): string {
  const shown = texts.slice(0, most).join(separator);
  return texts.length > most ? `${shown}${separator}and ${texts.length - most} more` : shown;
}
