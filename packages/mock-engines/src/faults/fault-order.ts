import { didYouMean, ProxyError } from "@compute-proxy/core";
import type { FaultDefinition, Parameters } from "./definition.js";
import { type FaultName, faults, isFaultName } from "./faults.js";

/** A fault that is wanted, with what is set about it. Parameters that a fault does not have are refused. */
export interface FaultWish extends Partial<Parameters> {
  readonly fault: FaultName;
  /** How many requests it is for. Default: all until it is cleared. */
  readonly times?: number;
  /** The only path it is for, "*" for every one. Default: the paths where work is done, not lists and descriptions. */
  readonly path?: string;
}

/** A wish that was checked. */
export interface FaultOrder {
  readonly name: FaultName;
  readonly definition: FaultDefinition;
  readonly parameters: Parameters;
  readonly times: number;
  readonly path: string | undefined;
}

/** What a model's name, or a voice's, says of faults. */
export type ModelFault =
  | { readonly kind: "order"; readonly order: FaultOrder }
  /** It names no fault. */
  | { readonly kind: "none" }
  /** It names one, with parameters that are wrong. */
  | { readonly kind: "problem"; readonly problem: string };

const prefix = "fault:";

const noParameters: Parameters = { after: 0, ms: 0, seconds: 0, mib: 0, kib: 0, requests: 0, count: 0, to: "" };

/** Largest believable parameter: a day in ms. */
const most = 86_400_000;

/** Reads `fault:<name>?after=2&times=1`. A tag behind it, ":latest", is no part of it. */
export function parseModelFault(model: string): ModelFault {
  if (!model.startsWith(prefix)) return { kind: "none" };
  const [name = "", query = ""] = model
    .slice(prefix.length)
    .replace(/:latest$/u, "")
    .split("?", 2);
  if (!isFaultName(name)) return { kind: "none" };
  try {
    const order = orderOf({ fault: name, ...fromQuery(query) });
    return order.definition.kind === "script" ? { kind: "order", order } : { kind: "none" };
  } catch (error) {
    return { kind: "problem", problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Checks a wish from outside. Throws `invalid-request`, naming what is wrong and what would be right. */
export function orderOf(wish: unknown): FaultOrder {
  if (typeof wish !== "object" || wish === null) throw invalid('a fault is an object, as in {"fault": "reset"}');
  const { fault: name, times = Infinity, path, ...parameters } = wish as Record<string, unknown>;
  if (typeof name !== "string") throw invalid('a fault has a name, as in {"fault": "reset"}');
  if (!isFaultName(name)) {
    const known = didYouMean(name, Object.keys(faults));
    throw invalid(`there is no fault ${JSON.stringify(name)}${known}; \`mock-engines faults\` lists them`);
  }
  if (path !== undefined && (typeof path !== "string" || !/^(?:\*|\/.*)$/u.test(path)))
    throw invalid('path must begin with "/", or be "*" for every path');
  if (times !== Infinity) checkNumber("times", times);
  const definition = faults[name];
  if (definition.kind === "port" && (path !== undefined || times !== Infinity))
    throw invalid(`fault "${name}" is one of the whole port: it has no path and no times`);
  return { name, definition, parameters: parametersOf(name, definition, parameters), times: times as number, path };
}

function parametersOf(
  name: FaultName,
  { parameters: known }: FaultDefinition,
  set: Readonly<Record<string, unknown>>,
): Parameters {
  for (const [parameter, value] of Object.entries(set)) {
    if (!Object.hasOwn(known, parameter)) {
      const has = Object.keys(known).join(", ") || "none";
      throw invalid(`fault "${name}" has no parameter "${parameter}"; it has ${has}`);
    }
    if (parameter !== "to") checkNumber(parameter, value);
    else if (typeof value !== "string" || /[^\x21-\x7e]/u.test(value)) throw invalid("to must be a URL");
  }
  return { ...noParameters, ...known, ...set };
}

function checkNumber(name: string, value: unknown): void {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most) return;
  throw invalid(`${name} must be a whole number from 0 to ${most}`);
}

function fromQuery(query: string): Record<string, unknown> {
  const entries = [...new URLSearchParams(query)];
  if (entries.some(([name]) => name === "path")) throw invalid("a fault in a name is for that name, and has no path");
  return Object.fromEntries(entries.map(([name, value]) => [name, name === "to" ? value : numberOf(value)]));
}

function numberOf(text: string): number {
  return /^\d{1,9}$/u.test(text) ? Number(text) : NaN;
}

function invalid(message: string): ProxyError {
  return new ProxyError("invalid-request", message);
}
