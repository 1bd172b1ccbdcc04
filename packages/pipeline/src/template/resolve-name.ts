import { didYouMean, printable } from "@compute-proxy/core";
import { type PropertyAccessToken, TypeGuards } from "liquidjs";
import type { SourceProblem } from "./source-problem.js";

/** One place where a template reads a value of the run. */
export type TemplateRead = ReadValue & {
  readonly offset: number;
  /** Whether the value may be absent here: it stands in a condition or before `default`. */
  readonly tested: boolean;
};

/** What a dotted name stands for. */
type ReadValue =
  | { readonly kind: "input" | "previous-output" | "query" | "context" }
  | { readonly kind: "variable" | "stage"; readonly name: string };

/** What a name in a template turned out to be. */
export type ResolvedName =
  | { readonly kind: "value"; readonly value: ReadValue }
  | { readonly kind: "local" }
  | { readonly kind: "wrong"; readonly problem: SourceProblem };

const texts = {
  Input: "input",
  PreviousOutput: "previous-output",
  Query: "query",
  Context: "context",
} as const;

/** The names with a leading dot, without it: the values of the run. */
export const dottedNames: readonly string[] = [...Object.keys(texts), "Stages", "Variables"];

const loopFields = ["first", "index", "index0", "last", "length", "name", "rindex", "rindex0"];

/** A step of a path: a name, or undefined for a number or something computed. */
type Path = readonly (string | undefined)[];

/**
 * Finds out what a name means. Values of the run have a leading dot ({{ .Input }}); names that the template makes
 * itself (assign, capture, for) have none. `isLocal` knows the latter. liquidjs reads both as the same name; the dot is
 * still the first character of the token.
 */
export function resolveName(token: PropertyAccessToken, isLocal: (name: string) => boolean): ResolvedName {
  // "text".size begins with a literal, not with a name.
  if (token.variable !== undefined) return { kind: "local" };
  const path = token.props.map((property) => {
    return TypeGuards.isQuotedToken(property) || TypeGuards.isWordToken(property) ? property.content : undefined;
  });
  const dotted = token.input[token.begin] === ".";
  const resolved = dotted ? resolveDotted(path) : resolveLocal(path, isLocal);
  return typeof resolved === "string"
    ? { kind: "wrong", problem: { message: resolved, offset: token.begin } }
    : resolved;
}

function resolveDotted([root, ...rest]: Path): ResolvedName | string {
  if (isText(root)) return textProblem(`.${root}`, rest) ?? { kind: "value", value: { kind: texts[root] } };
  if (root === "Variables") return resolveVariable(rest);
  if (root === "Stages") return resolveStage(rest);
  return `unknown name ".${shown(root)}"${didYouMean(`.${root}`, dottedNames.map(withDot))}`;
}

function resolveVariable([name, ...rest]: Path): ResolvedName | string {
  if (name === undefined) return '.Variables needs the name of one variable in quotes: .Variables["tone"]';
  const problem = textProblem(`.Variables["${shown(name)}"]`, rest);
  return problem ?? { kind: "value", value: { kind: "variable", name } };
}

function resolveStage([name, field, ...rest]: Path): ResolvedName | string {
  if (name === undefined) return '.Stages needs the id of one stage in quotes: .Stages["draft"].text';
  const stage = `.Stages["${shown(name)}"]`;
  if (field !== "text") {
    const given = field === undefined ? "" : `, not "${shown(field)}"`;
    return `a template reads the text of a stage${given}: write ${stage}.text`;
  }
  return textProblem(`${stage}.text`, rest) ?? { kind: "value", value: { kind: "stage", name } };
}

function textProblem(name: string, rest: Path): string | undefined {
  if (rest.length === 0 || (rest.length === 1 && rest[0] === "size")) return undefined;
  return `${name} is a text: of its parts only .size can be read`;
}

function resolveLocal([root, field]: Path, isLocal: (name: string) => boolean): ResolvedName | string {
  if (root === undefined) return "a value begins with a name";
  if (!isLocal(root)) return unknownLocal(root, field);
  if (root !== "forloop" || field === undefined || loopFields.includes(field)) return { kind: "local" };
  return `forloop has no "${shown(field)}"${didYouMean(field, loopFields)}`;
}

function unknownLocal(root: string, field: string | undefined): string {
  const unknown = `unknown name "${shown(root)}"`;
  if (root === "loop") return `${unknown} (did you mean forloop${field === undefined ? "" : `.${shown(field)}`}?)`;
  if (root === "forloop") return "forloop is there only inside a for loop";
  if (dottedNames.includes(root)) return `${unknown}: write it with a leading dot, .${root}`;
  return `${unknown}${didYouMean(root, dottedNames.map(withDot))}`;
}

function isText(name: string | undefined): name is keyof typeof texts {
  return name !== undefined && Object.hasOwn(texts, name);
}

function withDot(name: string): string {
  return `.${name}`;
}

function shown(name: string | undefined): string {
  return printable(name ?? "", 64);
}
