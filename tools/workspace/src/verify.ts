import { runTests } from "./test-run/run-tests.ts";
import { chooseSteps } from "./verify/choose-steps.ts";
import { endTable } from "./verify/end-table.ts";
import { runSteps, type Step } from "./verify/step.ts";
import { checks } from "./verify/steps.ts";

const testLines: string[] = [];
const tests: Step = {
  name: "tests",
  run: async () => {
    const { lines, closingLine, ok } = await runTests();
    testLines.push(...lines, closingLine);
    return { kind: ok ? "passed" : "failed" };
  },
};

const steps = chooseSteps([...checks, tests], process.argv.slice(2));
console.log(`verify on Node ${process.versions.node} (${process.execPath})`);
const reports = await runSteps(steps, console.log);

console.log(`\nverify on Node ${process.versions.node}`);
for (const line of endTable(reports)) console.log(line);
console.log("");
for (const line of testLines) console.log(line);
process.exitCode = reports.some(({ outcome }) => outcome.kind === "failed") ? 1 : 0;
