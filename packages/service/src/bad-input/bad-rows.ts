import type { DescMethod } from "@bufbuild/protobuf";
import { badValues } from "./bad-values.js";
import { expectations, refusedWhole } from "./expectations.js";
import type { Outcome, Outcomes } from "./outcomes.js";
import { placeValue } from "./place-value.js";
import { fieldsOf, pathOf, type RequestField } from "./request-fields.js";
import { sampleFor } from "./samples.js";
import { encodeTree } from "./wire-tree.js";

/** One bad value in one field of one call. */
export interface BadRow {
  readonly method: DescMethod;
  /** The field's path in the request: "options.stop[]". */
  readonly field: string;
  readonly value: string;
  readonly bytes: () => Uint8Array;
  readonly expected: Extract<Outcome, string>;
  /** The field of the violation that is expected, as the server names it. */
  readonly violation: string | undefined;
}

/** The rows of one field of a call. Throws when nothing was decided about the field. */
export function rowsOf(method: DescMethod, field: RequestField): readonly BadRow[] {
  const path = pathOf(field);
  const outcomes = outcomesOf(field);
  if (!outcomes) throw new Error(`${field.request}.${path} is new: decide its rows in expectations.ts`);
  return badValues[field.kind].map((bad) => {
    const { tree, named } = placeValue(sampleFor(field), field.steps, bad);
    const outcome = outcomes[bad.name] ?? outcomes.others;
    return {
      method,
      field: path,
      value: bad.name,
      bytes: () => encodeTree(method.input, tree),
      expected: typeof outcome === "string" ? outcome : "refused",
      violation: violationOf(outcome, named),
    };
  });
}

/** What was decided about a field; undefined for a field that nobody has thought of. */
export function outcomesOf(field: RequestField): Outcomes | undefined {
  const path = pathOf(field);
  const part = (refusedWhole[field.request] ?? []).find(
    (whole) => path === whole || path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`),
  );
  if (part === undefined) return expectations[field.request]?.[path];
  const whole: Outcomes = { others: { refused: part }, "cut off": "unreadable" };
  return path === part ? { ...whole, absent: "ok" } : whole;
}

/** Decisions about fields that are no longer there. */
export function strayExpectations(methods: readonly DescMethod[]): readonly string[] {
  return Object.entries(expectations).flatMap(([request, table]) => {
    const method = methods.find(({ input }) => input.name === request);
    const paths = method ? fieldsOf(method.input).map(pathOf) : [];
    return Object.keys(table)
      .filter((path) => !paths.includes(path))
      .map((path) => `${request}.${path}`);
  });
}

function violationOf(outcome: Outcome, named: string): string | undefined {
  if (outcome === "refused") return named;
  return typeof outcome === "string" ? undefined : outcome.refused;
}
