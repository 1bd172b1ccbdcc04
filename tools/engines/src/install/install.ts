import { mkdirSync } from "node:fs";

import { isEnginesError, type EnginesError } from "../engines-error.ts";
import type { InstallPart, Workshop } from "./part.ts";
import { planInstall, requireTools, type PlannedStep } from "./plan.ts";

export interface Outcome {
  readonly part: InstallPart;
  readonly kind: "present" | "installed" | "skipped";
  /** Why it was skipped; empty otherwise. */
  readonly because: string;
}

/** Looks, says what is there, installs the rest. A package its registry has lost is skipped; any other failure throws. */
export async function installParts(parts: readonly InstallPart[], workshop: Workshop): Promise<readonly Outcome[]> {
  workshop.progress.say(`looking at what is in ${workshop.home.root}`);
  const steps = await planInstall(parts, workshop);
  requireTools(steps, workshop);
  mkdirSync(workshop.home.run, { recursive: true });

  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await carryOut(step, outcomes, workshop));
  return outcomes;
}

/** What a registry has lost costs the part; so does a tool that shows only now to be incomplete, if the part is optional. */
function canDoWithout(part: InstallPart, { code }: EnginesError): boolean {
  return code === "package-gone" || (part.optional && code === "missing-tool");
}

async function carryOut(step: PlannedStep, before: readonly Outcome[], workshop: Workshop): Promise<Outcome> {
  const { part } = step;
  const { progress } = workshop;
  if (step.kind === "keep") {
    progress.say(`present: ${part.name}`);
    return { part, kind: "present", because: "" };
  }
  const skip = (because: string): Outcome => {
    progress.say(`skipped: ${part.name} (${because})`);
    return { part, kind: "skipped", because };
  };
  if (step.kind === "skip") return skip(step.because);
  const lacking = before.find((outcome) => outcome.kind === "skipped" && part.requires.includes(outcome.part.name));
  if (lacking !== undefined) return skip(`needs ${lacking.part.name}`);

  progress.say(`install: ${part.name} from ${part.source}, about ${part.downloadMegabytes} MB (${step.because})`);
  const started = Date.now();
  try {
    await part.install(workshop);
  } catch (error) {
    if (isEnginesError(error) && canDoWithout(part, error)) return skip(error.message);
    throw error;
  }
  progress.say(`    done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return { part, kind: "installed", because: "" };
}
