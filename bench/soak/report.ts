import { readFile, writeFile } from "node:fs/promises";
import type { SoakResult, SoakScenario } from "../../apps/proxy/dist/testing/soak/index.js";
import { type Circumstances, circumstanceLines, circumstances } from "../machine.ts";

/** A scenario that was run. */
export interface Soaked {
  readonly scenario: SoakScenario;
  readonly result: SoakResult;
  readonly seconds: number;
}

const folder = new URL("../../docs/reports/", import.meta.url);

type Entry = SoakResult &
  Pick<SoakScenario, "name" | "title"> & { readonly seconds: number; readonly again?: Circumstances };

interface Report extends Circumstances {
  readonly title: string;
  readonly command: string;
  readonly scenarios: readonly Entry[];
}

/** Writes docs/reports/soak.json and soak.md after a whole run. */
export async function writeReport(soaked: readonly Soaked[]): Promise<void> {
  await write({
    title: "Load that lasts, and clients and engines that break off",
    command: "npm run soak",
    ...circumstances(),
    scenarios: soaked.map(entryOf),
  });
}

/** Puts scenarios that were run by themselves in the place of what the report had of them, and says so there. */
export async function replaceInReport(soaked: readonly Soaked[]): Promise<void> {
  const report = JSON.parse(await readFile(new URL("soak.json", folder), "utf8")) as Report;
  const again = circumstances();
  const anew = new Map(soaked.map((one) => [one.scenario.name, { ...entryOf(one), again }]));
  await write({ ...report, scenarios: report.scenarios.map((entry) => anew.get(entry.name) ?? entry) });
}

function entryOf({ scenario: { name, title }, result, seconds }: Soaked): Entry {
  return { name, title, seconds: Math.round(seconds), ...result };
}

async function write(report: Report): Promise<void> {
  await writeFile(new URL("soak.json", folder), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(new URL("soak.md", folder), pageOf(report));
}

function pageOf(report: Report): string {
  return `# ${report.title}

Our server is a process of its own, started as a user starts it; memory is what is resident once everything that nobody holds is given
back. The engines are \`packages/mock-engines\`, whose own counters say what they still have. The tests run the same scenarios for a few
seconds (\`apps/proxy/src/soak.test.ts\`).

${report.scenarios.map(sectionOf).join("\n\n")}

${circumstanceLines(report)}

Measure again: \`${report.command}\`
`;
}

function sectionOf({ name, title, seconds, figures, checks, again }: Entry): string {
  const rows = checks.map(({ goal, found, holds }) => `| ${goal} | ${found} | ${holds ? "yes" : "no"} |`);
  const numbers = Object.entries(figures).map(([key, value]) => `${key} ${Math.round(value * 10) / 10}`);
  return `## ${name}: ${title}

| bound | found | holds |
| --- | --- | --- |
${rows.join("\n")}

${numbers.join(", ")}; it took ${seconds} s.${again ? `\n\nRun by itself, after the others:\n\n${circumstanceLines(again)}` : ""}`;
}
