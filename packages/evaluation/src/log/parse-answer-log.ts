import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { printable, ProxyError } from "@compute-proxy/core";
import type { AnswerLog, LogEntry, LogHeader } from "./answer-log.js";
import { entrySchemas, headerSchema } from "./log-schema.js";

interface Checks {
  readonly header: ValidateFunction<LogHeader>;
  readonly entries: ReadonlyMap<unknown, ValidateFunction<LogEntry>>;
}

let compiled: Checks | undefined;

/**
 * The answers of a log: a header, then one JSON object a line. `file` names it in errors. Throws `invalid-request` that
 * names the first wrong line: not JSON, not of its schema, of a rung that the header lacks, or the second of its kind.
 */
export function parseAnswerLog(text: string, file: string): AnswerLog {
  const [first, ...rest] = text.split(/\r?\n/u).map((line, index) => ({ line, at: `${printable(file)}:${index + 1}` }));
  const checks = (compiled ??= compile());
  const header = first && parsed(first.line, first.at);
  if (!first || !isValid(checks.header, header, first.at)) throw wrong(printable(file), "holds no header");
  const known = new Set(header.rungs.map(({ name }) => name));
  const seen = new Set<string>();
  const entries = rest.flatMap(({ line, at }) => {
    if (line.trim() === "") return [];
    const entry = entryOf(parsed(line, at), at, checks);
    if ("rung" in entry && !known.has(entry.rung)) {
      throw wrong(at, `rung "${printable(entry.rung)}" is not in the header, which has ${[...known].join(", ")}`);
    }
    const key = JSON.stringify([placeOf(entry), entry.question, "rung" in entry ? entry.rung : ""]);
    if (seen.has(key)) throw wrong(at, `question "${printable(entry.question)}" already has such a line; remove one`);
    seen.add(key);
    return [entry];
  });
  return { header, entries };
}

/** A failure stands where an answer would. */
function placeOf({ kind }: LogEntry): string {
  return kind === "failed" ? "answer" : kind;
}

function entryOf(value: unknown, at: string, { entries }: Checks): LogEntry {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  const check = entries.get(kind);
  if (!check) throw wrong(at, `\`kind\` must be one of ${[...entries.keys()].join(", ")}`);
  if (isValid(check, value, at)) return value;
  throw wrong(at, "is no entry");
}

/** Throws what the schema says; so after it the value is of the type. */
function isValid<Type>(check: ValidateFunction<Type>, value: unknown, at: string): value is Type {
  if (check(value)) return true;
  throw wrong(at, inWords(check.errors?.[0]));
}

function inWords(error: ErrorObject | undefined): string {
  const place = error?.instancePath.slice(1).replaceAll("/", ".") ?? "";
  const extra: unknown = error?.params["additionalProperty"];
  const key = typeof extra === "string" ? ` "${printable(extra)}"` : "";
  return `${place === "" ? "" : `${printable(place)}: `}${error?.message ?? "is wrong"}${key}`;
}

/** The parser's own words are kept out: they quote the line. */
function parsed(line: string, at: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw wrong(at, "is not JSON; each line must be one object");
  }
}

function compile(): Checks {
  const ajv = new Ajv({ strict: true, strictTuples: false });
  return {
    header: ajv.compile<LogHeader>(headerSchema),
    entries: new Map(Object.entries(entrySchemas).map(([kind, schema]) => [kind, ajv.compile<LogEntry>(schema)])),
  };
}

function wrong(at: string, problem: string): ProxyError {
  return new ProxyError("invalid-request", `${at}: ${problem}`);
}
