import type { EvaluationReport } from "./report.js";

/** More digits would say more than was measured, and differ where another processor rounds otherwise. */
const significantDigits = 6;

/** The report as JSON, two spaces deep, a column of numbers on one line. The same report gives the same bytes. */
export function printReport(report: EvaluationReport): string {
  return `${print(report, "")}\n`;
}

function print(value: unknown, indent: string): string {
  if (typeof value === "number") return JSON.stringify(roundedFigure(value));
  if (Array.isArray(value)) return printList(value, indent);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${print(field, inner)}`],
  );
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}

function printList(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  if (list.every((item) => typeof item === "number")) return `[${list.map((item) => print(item, "")).join(", ")}]`;
  return `[\n${list.map((item) => `${inner}${print(item, inner)}`).join(",\n")}\n${indent}]`;
}

/** A figure as a report states it. What is 0 but for rounding is 0. */
function roundedFigure(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(significantDigits));
}
