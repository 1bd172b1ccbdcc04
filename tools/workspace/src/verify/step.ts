/** How a step came out. A skipped step says why; it is neither good nor bad. */
export type StepOutcome =
  | { readonly kind: "passed" | "failed" }
  | { readonly kind: "skipped"; readonly because: string };

/** One check of `npm run verify`. It prints what is wrong itself and never changes the working tree. */
export interface Step {
  readonly name: string;
  run(): Promise<StepOutcome>;
}

/** A step and how it went. */
export interface StepReport {
  readonly name: string;
  readonly outcome: StepOutcome;
  readonly seconds: number;
}

/** Runs the steps one after the other, all of them: a step that fails or throws does not stop the next. */
export async function runSteps(steps: readonly Step[], say: (line: string) => void): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    say(`\n=== ${step.name}`);
    const begun = performance.now();
    const outcome = await outcomeOf(step, say);
    reports.push({ name: step.name, outcome, seconds: (performance.now() - begun) / 1000 });
  }
  return reports;
}

async function outcomeOf(step: Step, say: (line: string) => void): Promise<StepOutcome> {
  try {
    return await step.run();
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { kind: "failed" };
  }
}
