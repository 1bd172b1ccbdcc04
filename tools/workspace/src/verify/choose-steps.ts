import type { Step } from "./step.ts";

/** The steps whose names were given, in their own order; all of them when none was. Throws on a name that is no step. */
export function chooseSteps(steps: readonly Step[], names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => JSON.stringify(step.name)).join(", ");
    throw new Error(`no such step: ${unknown.join(", ")}; the steps are ${known}`);
  }
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
}
