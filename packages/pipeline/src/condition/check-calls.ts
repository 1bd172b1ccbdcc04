import { didYouMean, printable } from "@compute-proxy/core";
import { celEnvironment } from "./cel-environment.js";
import type { ConditionCall } from "./walk-expression.js";

/** Macros are gone after parsing; one that is still there was written in a way that the parser does not take. */
const macros: ReadonlyMap<string, string> = new Map([
  ["has", 'has(stages["draft"].confidence)'],
  ["all", "list.all(item, condition)"],
  ["exists", "list.exists(item, condition)"],
  ["exists_one", "list.exists_one(item, condition)"],
  ["existsOne", "list.exists_one(item, condition)"],
  ["map", "list.map(item, value)"],
  ["filter", "list.filter(item, condition)"],
]);

let names: ReadonlySet<string> | undefined;

/** What is wrong with a call, or undefined. Arguments are checked when the condition is evaluated: CEL has types then. */
export function callProblem({ name }: ConditionCall): string | undefined {
  const form = macros.get(name);
  if (form !== undefined) return `${name} is written ${form}`;
  const functions = functionNames();
  // Operators are functions too: _&&_, _?_:_, @in.
  if (functions.has(name) || !/^\w+$/.test(name)) return undefined;
  const words = [...functions].filter((known) => /^\w+$/.test(known));
  return `unknown function "${printable(name, 64)}"${didYouMean(name, [...words, ...macros.keys()])}`;
}

function functionNames(): ReadonlySet<string> {
  names ??= new Set([...celEnvironment().funcs].map(({ name }) => name));
  return names;
}
