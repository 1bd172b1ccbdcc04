import { readTemplate } from "./read-template.js";
import type { TemplateRead } from "./resolve-name.js";

/** What a template reads: so that a run's input can be checked before any stage runs. */
export interface TemplateUse {
  readonly input: boolean;
  readonly query: boolean;
  readonly previousOutput: boolean;
  readonly context: boolean;
  /** Names of all variables that it reads. */
  readonly variables: readonly string[];
  /** Those that a run must give: the template neither asks for them in a condition nor gives a `default`. */
  readonly requiredVariables: readonly string[];
  /** Ids of the stages whose text it reads. */
  readonly stages: readonly string[];
}

/** What a checked template reads. */
export function templateUse(source: string): TemplateUse {
  const { reads } = readTemplate(source);
  const kinds = new Set(reads.map(({ kind }) => kind));
  const tested = namesOf(
    "variable",
    reads.filter((read) => read.tested),
  );
  const variables = namesOf("variable", reads);
  return {
    input: kinds.has("input"),
    query: kinds.has("query"),
    previousOutput: kinds.has("previous-output"),
    context: kinds.has("context"),
    variables,
    requiredVariables: variables.filter((name) => !tested.includes(name)),
    stages: namesOf("stage", reads),
  };
}

function namesOf(kind: "variable" | "stage", reads: readonly TemplateRead[]): string[] {
  return [...new Set(reads.flatMap((read) => (read.kind === kind ? [read.name] : [])))];
}
