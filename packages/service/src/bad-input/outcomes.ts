/**
 * What a row comes to. "refused" is INVALID_ARGUMENT with a violation of the field itself, { refused } with one of another field;
 * "excluded" means that a limit of the request leaves out the only engine; "unreadable" is INTERNAL, as gRPC has it for bytes that are
 * no message.
 */
export type Outcome = "ok" | "not found" | "excluded" | "unreadable" | "refused" | { readonly refused: string };

/** The outcome of each value of one field, by the value's name; `others` for the rest. */
export interface Outcomes {
  readonly others: Outcome;
  readonly [value: string]: Outcome;
}

const overLabel = {
  "257 characters": "refused",
  "10,000 characters": "refused",
  "100,000 characters": "refused",
  "1,100,000 characters": "refused",
} as const;
const unprintable = {
  NUL: "refused",
  "CR LF": "refused",
  ESC: "refused",
  "right-to-left override": "refused",
} as const;

/** Any value does. */
export const always: Outcomes = { others: "ok" };

/** No value does, not even a right one. */
export const never: Outcomes = { others: "refused" };

/** A prompt or the like: everything but nothing and far too much. */
export const anyText: Outcomes = {
  others: "ok",
  empty: "refused",
  blank: "refused",
  "1,100,000 characters": "refused",
};

/** A name that need not be given. */
export const optionalName: Outcomes = {
  others: "not found",
  empty: "ok",
  blank: "refused",
  ...unprintable,
  ...overLabel,
};

/** A name that must be given. */
export const neededName: Outcomes = { ...optionalName, empty: "refused" };

/** One of our own words, or nothing. */
export const oneOfOurs: Outcomes = { others: "refused", empty: "ok" };

/** A short, printable text. */
export const labelText: Outcomes = { others: "ok", ...unprintable, ...overLabel };

/** The same, and not blank. */
export const labelName: Outcomes = { ...labelText, empty: "refused", blank: "refused" };

/** A number in a range that begins at 1. */
export const fromOne: Outcomes = {
  others: "ok",
  "0": "refused",
  "100,000,000": "refused",
  "4,294,967,295": "refused",
  "-1": "refused",
};

/** A fraction from 0 to 1, or a little more. */
export const fraction: Outcomes = { others: "refused", "-0": "ok", "0.5": "ok", "the smallest": "ok" };

/** A list or a map with few entries. */
export const fewEntries: Outcomes = { others: "ok", "10,000 entries": "refused" };

/** A part that need not be given. */
export const optionalPart: Outcomes = { others: "ok", "cut off": "unreadable" };

/** A part without which that field is missing. */
export function neededPart(field: string): Outcomes {
  return { others: { refused: field }, "cut off": "unreadable" };
}
