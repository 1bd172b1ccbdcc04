import { printable } from "@compute-proxy/core";
import type { JsonSchema } from "../schema/json-schema.js";

/** A value of a file, as messages show it. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return value.trim() === "" ? "blank" : `the text "${printable(value, 64)}"`;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "not finite";
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}

/** What a writer probably meant when the type is wrong. */
export function typeHint(wanted: JsonSchema["type"], value: unknown): string {
  if (wanted === "string" && (typeof value === "number" || typeof value === "boolean"))
    return `: put it in quotes: "${value}"`;
  if (
    (wanted === "number" || wanted === "integer") &&
    typeof value === "string" &&
    value.trim() !== "" &&
    Number.isFinite(Number(value))
  ) {
    return ": leave out the quotes";
  }
  if (wanted === "boolean" && (value === "true" || value === "false")) return ": leave out the quotes";
  if (wanted === "boolean" && typeof value === "string" && /^(yes|no|on|off|y|n)$/i.test(value))
    return ": write true or false";
  if (wanted === "array" && value !== null && typeof value !== "object") return ": write it as [value]";
  return "";
}
