import { celsius, printable, ProxyError, type Violation } from "@compute-proxy/core";
import type { DeviceSample } from "./device-heat.js";

/** A recorded time series of the sensors of some devices. */
export interface ThermalRecording {
  /** Where it comes from, when its first line says so. */
  readonly note: string | undefined;
  /** In order of time. */
  readonly samples: readonly DeviceSample[];
}

const keys: ReadonlySet<string> = new Set(["t_ms", "device", "celsius", "fan_percent"]);
/** Problems that are told; a file of another kind has one on every line. */
const mostViolations = 20;

/**
 * Reads JSON lines `{"t_ms", "device", "celsius", "fan_percent"}`, in order of time; `celsius` and `fan_percent` may be absent or null
 * where nothing was read. The first line may be `{"note": "..."}`. Throws `invalid-request` with every problem and its line (20 at
 * most). A reading that cannot be true is kept: recognising it is the work of whoever uses the samples.
 */
export function parseThermalRecording(text: string): ThermalRecording {
  const violations: Violation[] = [];
  const samples: DeviceSample[] = [];
  let note: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const report = (field: string, description: string): void => {
      violations.push({ field: field === "" ? `line ${index + 1}` : `line ${index + 1}: ${field}`, description });
    };
    const value = objectOf(line);
    if (!value) report("", "must be one JSON object");
    else if (index === 0 && typeof value["note"] === "string" && Object.keys(value).length === 1) note = value["note"];
    else {
      const sample = toSample(value, samples.at(-1)?.at ?? 0, report);
      if (sample) samples.push(sample);
    }
    if (violations.length >= mostViolations) break;
  }
  if (violations.length > 0) throw invalid(violations);
  return { note, samples };
}

type Report = (field: string, description: string) => void;

function toSample(
  value: Readonly<Record<string, unknown>>,
  earliest: number,
  report: Report,
): DeviceSample | undefined {
  const { t_ms: at, device, celsius: degrees, fan_percent: fanPercent } = value;
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) report(printable(unknown), `is not a key of a sample: ${[...keys].join(", ")} are`);
  if (!isNumber(at) || at < 0) report("t_ms", "must be a number of milliseconds from 0");
  else if (at < earliest) report("t_ms", `must not be before the line above, which is at ${earliest}`);
  if (typeof device !== "string" || device === "") report("device", "must name the device");
  if (!isNumberOrNothing(degrees)) report("celsius", "must be a number, or null where nothing was read");
  if (!isNumberOrNothing(fanPercent)) report("fan_percent", "must be a number, or null where nothing was read");
  const fits = unknown === undefined && isNumber(at) && at >= earliest && typeof device === "string" && device !== "";
  if (!fits || !isNumberOrNothing(degrees) || !isNumberOrNothing(fanPercent)) return undefined;
  return {
    at,
    device,
    celsius: isNumber(degrees) ? celsius(degrees) : undefined,
    fanPercent: fanPercent ?? undefined,
  };
}

function objectOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isNumberOrNothing(value: unknown): value is number | null | undefined {
  return value === undefined || value === null || isNumber(value);
}

function invalid(violations: readonly Violation[]): ProxyError {
  const listed = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
  return new ProxyError("invalid-request", `thermal recording: ${listed}`, { violations });
}
