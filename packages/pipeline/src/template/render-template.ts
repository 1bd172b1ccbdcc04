import { assertNever, isProxyError, printable, ProxyError } from "@compute-proxy/core";
import { LiquidError } from "liquidjs";
import { liquidEngine, renderLiquid } from "./liquid-engine.js";
import { readTemplate } from "./read-template.js";
import type { TemplateRead } from "./resolve-name.js";
import type { SourceProblem } from "./source-problem.js";
import { templateLimits } from "./template-limits.js";

/** What the names of a template stand for in one run. Undefined: not there. */
export interface TemplateValues {
  /** The text that reaches the stage. */
  readonly input: string;
  readonly previousOutput: string | undefined;
  /** The text of the run's input. */
  readonly query: string | undefined;
  /** Undefined also without preserve_context. */
  readonly context: string | undefined;
  /** Texts of the earlier stages by id. Undefined without preserve_context. */
  readonly stages: ReadonlyMap<string, string> | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Writes the prompt. Values are inserted as they are: what looks like a template in them stays text.
 * Throws `template-failed` when a name has no value in this run, or a limit is met.
 */
export function renderTemplate(source: string, values: TemplateValues): string {
  const { reads, problems } = readTemplate(source);
  const [problem] = problems;
  if (problem !== undefined) throw failed(`the template is wrong${placeOf(problem, source)}: ${problem.message}`);
  try {
    return renderLiquid(liquidEngine.parse(source), namesFor(values));
  } catch (error) {
    throw toTemplateError(error, source, reads);
  }
}

/** Plain maps without a prototype. `size` is set so that Liquid does not take it for the number of entries. */
function namesFor(values: TemplateValues): object {
  const stages = [...(values.stages ?? [])].map(([id, text]) => [id, bare({ text })] as const);
  return bare({
    Input: values.input,
    PreviousOutput: values.previousOutput,
    Query: values.query,
    Context: values.context,
    Stages: bare(Object.fromEntries([["size", undefined] as const, ...stages])),
    Variables: bare({ size: undefined, ...values.variables }),
  });
}

function bare(properties: object): object {
  return Object.assign(Object.create(null) as object, properties);
}

function toTemplateError(error: unknown, source: string, reads: readonly TemplateRead[]): ProxyError {
  if (!LiquidError.is(error)) return failed("the template could not be rendered");
  if (isProxyError(error.originalError)) return error.originalError;
  const place = placeOf({ offset: error.token.begin }, source);
  const name = printable(error.token.getText(), 128);
  if (error.name === "UndefinedVariableError") {
    const read = reads.find(({ offset }) => offset === error.token.begin);
    return failed(`the template${place} reads ${name}, but ${absentBecause(read)}`);
  }
  // The library's own text is not repeated: it may quote values.
  return failed(`the template fails${place}, at ${name}: ${limitOf(error.originalError?.message)}`);
}

function absentBecause(read: TemplateRead | undefined): string {
  if (read === undefined) return "nothing has given it a value";
  switch (read.kind) {
    case "variable":
      return `the run has no input.variables["${printable(read.name, 64)}"]: give it, or add | default: "..." to the template`;
    case "stage":
      return `the stage "${printable(read.name, 64)}" gave no text in this run: ask first with {% if %}`;
    case "query":
      return "the run's input has no text";
    case "input":
    case "previous-output":
    case "context":
      return "there is no such text in this run: ask first with {% if %}";
    default:
      return assertNever(read);
  }
}

function limitOf(message: string | undefined): string {
  if (message?.startsWith("memory alloc")) {
    return `its filters and ranges make more than ${templateLimits.memory} characters and items`;
  }
  if (message?.startsWith("template render")) return `it takes more than ${templateLimits.renderMs} ms`;
  return "a filter or comparison cannot take the value that it gets";
}

function placeOf({ offset }: Pick<SourceProblem, "offset">, source: string): string {
  if (offset === undefined) return "";
  const lines = source.slice(0, offset).split("\n");
  return ` (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`;
}

function failed(message: string): ProxyError {
  return new ProxyError("template-failed", message);
}
