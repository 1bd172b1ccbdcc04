import type { FaultDefinition } from "../faults/definition.js";
import { parameterUnits, type Parameters } from "../faults/definition.js";
import { faults } from "../faults/faults.js";

/** One fault, in words. */
export interface FaultRow {
  readonly name: string;
  readonly does: string;
  /** What it applies to. */
  readonly on: string;
  /** With defaults and units. */
  readonly parameters: string;
}

/** Every fault, in words. */
export function faultRows(): readonly FaultRow[] {
  return Object.entries(faults).map(([name, fault]) => ({
    name,
    does: fault.does,
    on: appliesTo(fault),
    parameters: Object.entries(fault.parameters)
      .map(([key, value]) => parameterText(key as keyof Parameters, value))
      .join(", "),
  }));
}

/** For a terminal. */
export function faultLines(): string {
  const rows = faultRows();
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, does, on, parameters }) => {
    const more = parameters === "" ? "" : `; ${parameters}`;
    return `${name.padEnd(width)}  ${does}\n${" ".repeat(width)}  [${on}${more}]\n`;
  });
  return lines.join("");
}

/** For the README. */
export function faultTable(): string {
  const rows = faultRows().map(({ name, does, on, parameters }) => `| \`${name}\` | ${does} | ${on} | ${parameters} |`);
  return ["| fault | what it does | applies to | parameters and defaults |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function appliesTo(fault: FaultDefinition): string {
  if (fault.kind === "port") return "the port (not by name)";
  return fault.on === "everything" ? "everything" : fault.on.join(", ");
}

function parameterText(name: keyof Parameters, value: number | string): string {
  const unit = parameterUnits[name];
  return unit === undefined ? `${name}=${value}` : `${name}=${value} ${unit}`;
}
