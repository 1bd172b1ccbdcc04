import { runTests } from "./test-run/run-tests.ts";

const { lines, closingLine, ok } = await runTests();
console.log(`\ntests on Node ${process.versions.node}`);
for (const line of lines) console.log(line);
console.log(closingLine);
process.exitCode = ok ? 0 : 1;
