import { assertNever, didYouMean, printable } from "@compute-proxy/core";
import { envFields, inputFields, isInputField, roots, stageFields } from "./condition-fields.js";
import { type ConditionRead, pathText } from "./condition-path.js";

type Path = ConditionRead["path"];

/** What is wrong with a path in any pipeline, or undefined. */
export function readProblem({ root, path }: ConditionRead): string | undefined {
  const known = roots.find((name) => name === root);
  switch (known) {
    case undefined:
      return `unknown name "${shown(root)}"${didYouMean(root, roots)}: a condition reads input, stages and env`;
    case "input":
      return inputProblem(path);
    case "stages":
      return stageProblem(path);
    case "env":
      return envProblem(path);
    default:
      return assertNever(known);
  }
}

function inputProblem([field, name, ...rest]: Path): string | undefined {
  if (!isInputField(field)) return fieldProblem("input", field, inputFields);
  if (field === "text" && name !== undefined) return "input.text is a text and has no fields";
  const inText = field === "variables" && rest.length > 0;
  return inText ? `${pathText({ root: "input", path: [field, name] })} is a text and has no fields` : undefined;
}

function stageProblem([id, field, ...rest]: Path): string | undefined {
  if (id === undefined) return 'stages needs the id of one stage in quotes: stages["draft"].text';
  const stage = pathText({ root: "stages", path: [id] });
  if (field === undefined || !stageFields.includes(field)) return fieldProblem(stage, field, stageFields);
  return rest.length > 0 ? `${stage}.${field} has no fields` : undefined;
}

function envProblem([field, , ...rest]: Path): string | undefined {
  if (field === undefined || !envFields.includes(field)) return fieldProblem("env", field, envFields);
  return rest.length > 0 ? 'env.reachable["backend-id"] is true or false and has no fields' : undefined;
}

function fieldProblem(owner: string, field: string | undefined, known: readonly string[]): string {
  if (field === undefined) return `${owner} needs one of its fields: ${known.join(", ")}`;
  return `${owner} has no "${shown(field)}"${didYouMean(field, known)}: there is ${known.join(", ")}`;
}

function shown(name: string): string {
  return printable(name, 64);
}
