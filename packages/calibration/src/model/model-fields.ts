import { printable, type Violation } from "@compute-proxy/core";

/** Reads fields of an unknown value and notes everything that is wrong, so that a file is complained about once. */
export interface FieldReader {
  readonly violations: Violation[];
  readonly object: (value: unknown, path: string, keys: readonly string[]) => Readonly<Record<string, unknown>>;
  readonly text: (value: unknown, path: string) => string;
  readonly number: (value: unknown, path: string, rule: NumberRule) => number;
  readonly list: <Item>(value: unknown, path: string, item: (value: unknown, path: string) => Item) => Item[];
  readonly complain: (field: string, description: string) => void;
}

/** What a number must be, in words and as a test. */
export interface NumberRule {
  readonly must: string;
  readonly holds: (value: number) => boolean;
}

export const finite: NumberRule = { must: "a finite number", holds: () => true };
export const positive: NumberRule = { must: "a number over 0", holds: (value) => value > 0 };
export const notNegative: NumberRule = { must: "a number of at least 0", holds: (value) => value >= 0 };
export const share: NumberRule = { must: "a number from 0 to 1", holds: (value) => value >= 0 && value <= 1 };
export const count: NumberRule = {
  must: "a whole number of at least 0",
  holds: (value) => Number.isSafeInteger(value) && value >= 0,
};

export function fieldReader(): FieldReader {
  const violations: Violation[] = [];
  const complain = (field: string, description: string): void => {
    violations.push({ field, description });
  };
  const object: FieldReader["object"] = (value, path, keys) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      complain(path, "must be an object");
      return {};
    }
    for (const key of Object.keys(value).filter((name) => !keys.includes(name))) {
      complain(path, `has the unknown key "${printable(key)}"; the keys are ${keys.join(", ")}`);
    }
    return Object.fromEntries(Object.entries(value));
  };
  const text: FieldReader["text"] = (value, path) => {
    if (typeof value === "string") return value;
    complain(path, "must be a string");
    return "";
  };
  const number: FieldReader["number"] = (value, path, rule) => {
    if (typeof value === "number" && Number.isFinite(value) && rule.holds(value)) return value;
    complain(path, `must be ${rule.must}`);
    return Number.NaN;
  };
  const list: FieldReader["list"] = (value, path, item) => {
    if (Array.isArray(value)) return value.map((one: unknown, index) => item(one, `${path}[${index}]`));
    complain(path, "must be a list");
    return [];
  };
  return { violations, object, text, number, list, complain };
}
