import { printable } from "@compute-proxy/core";
import type { BadValue } from "./bad-values.js";
import type { Step } from "./request-fields.js";
import { isList, isMap, type WireMap, type WireTree, type WireValue } from "./wire-tree.js";

/** A request with one wrong field, and how a violation of that field is called. */
export interface WrongRequest {
  readonly tree: WireTree;
  readonly named: string;
}

/** Puts a value into a good request, at the place that the steps lead to. */
export function placeValue(sample: WireTree, steps: readonly Step[], bad: BadValue): WrongRequest {
  const [field = "", ...rest] = steps;
  const { value, named } = placed(sample[field], rest, bad);
  const { [field]: _, ...others } = sample;
  return { tree: value === undefined ? others : { ...others, [field]: value }, named: field + named };
}

interface Placed {
  readonly value: WireValue | undefined;
  /** What follows the field's own name. */
  readonly named: string;
}

function placed(now: WireValue | undefined, [step, ...rest]: readonly Step[], bad: BadValue): Placed {
  if (step === undefined) return { value: bad.of(now), named: "" };
  if (step === "[]") {
    const [first] = isList(now) ? now : [];
    const { value, named } = placed(first, rest, bad);
    return { value: value === undefined ? [] : [value], named: `[0]${named}` };
  }
  if (step === "{name}" || step === "{value}") return placedInMap(isMap(now) ? now : new Map(), step, rest, bad);
  const { tree, named } = placeValue(isTree(now) ? now : {}, [step, ...rest], bad);
  return { value: tree, named: `.${named}` };
}

/** The other entries stay: some of them may be needed. */
function placedInMap(now: WireMap, step: "{name}" | "{value}", rest: readonly Step[], bad: BadValue): Placed {
  const [[name, value] = ["k", "x"] as const] = now;
  if (step === "{name}") {
    const key = bad.of(name);
    if (typeof key !== "string" && !(key instanceof Uint8Array)) throw new Error("the name of an entry is a text");
    return { value: new Map([...now, [key, value]]), named: `["${printable(textOf(key), 64)}"]` };
  }
  const inner = placed(value, rest, bad);
  const entries = inner.value === undefined ? [] : [[name, inner.value] as const];
  return { value: new Map([...now, ...entries]), named: `["${textOf(name)}"]${inner.named}` };
}

function textOf(name: string | Uint8Array): string {
  return typeof name === "string" ? name : new TextDecoder().decode(name);
}

function isTree(value: WireValue | undefined): value is WireTree {
  return typeof value === "object" && !isList(value) && !isMap(value) && !(value instanceof Uint8Array);
}
