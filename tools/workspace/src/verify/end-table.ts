import type { StepReport } from "./step.ts";

/** The table at the end of a run: each step, how it came out, its time. */
export function endTable(reports: readonly StepReport[]): readonly string[] {
  const width = Math.max(...reports.map(({ name }) => name.length));
  return reports.map(({ name, outcome, seconds }) => {
    const because = outcome.kind === "skipped" ? `  ${outcome.because}` : "";
    return `${name.padEnd(width)}  ${outcome.kind.padEnd(7)}  ${seconds.toFixed(1).padStart(6)} s${because}`;
  });
}
