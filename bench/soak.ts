import { parseArgs } from "node:util";
import { soakScenarios } from "../apps/proxy/dist/testing/soak/index.js";
import { replaceInReport, type Soaked, writeReport } from "./soak/report.ts";

const { values: flags, positionals: names } = parseArgs({
  options: { short: { type: "boolean", default: false } },
  allowPositionals: true,
});
const known = soakScenarios.map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(", ")}; there are ${known.join(", ")}`);

const soaked: Soaked[] = [];
for (const scenario of soakScenarios.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(`${scenario.name}: ${scenario.title}`);
  const began = performance.now();
  const result = await scenario.run(flags.short ? "short" : "long", (line) => console.log(`  ${line}`));
  const seconds = (performance.now() - began) / 1000;
  soaked.push({ scenario, result, seconds });
  for (const { goal, found, holds } of result.checks) console.log(`  ${holds ? "holds" : "FAILS"}  ${goal}: ${found}`);
}
if (flags.short) console.log("docs/reports/soak.* are left as they are: these were short runs");
else if (names.length > 0) await replaceInReport(soaked);
else await writeReport(soaked);
process.exitCode = soaked.every(({ result }) => result.checks.every(({ holds }) => holds)) ? 0 : 1;
