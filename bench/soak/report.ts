import { writeFile } from "node:fs/promises";
import type { SoakResult, SoakScenario } from "../../apps/proxy/dist/testing/soak/index.js";
import { circumstanceLines, circumstances } from "../machine.ts";

/** A scenario that was run. */
export interface Soaked {
  readonly scenario: SoakScenario;
  readonly result: SoakResult;
  readonly seconds: number;
}

const folder = new URL("../../docs/reports/", import.meta.url);

/** Writes docs/reports/soak.json and soak.md. */
export async function writeReport(soaked: readonly Soaked[]): Promise<void> {
  const report = {
    title: "Load that lasts, and clients and engines that break off",
    command: "npm run soak",
    ...circumstances(),
    scenarios: soaked.map(({ scenario: { name, title }, result, seconds }) => ({
      name,
      title,
      seconds: Math.round(seconds),
      ...result,
    })),
  };
  await writeFile(new URL("soak.json", folder), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(new URL("soak.md", folder), pageOf(report));
}

interface Report extends ReturnType<typeof circumstances> {
  readonly title: string;
  readonly command: string;
  readonly scenarios: ReadonlyArray<SoakResult & Pick<SoakScenario, "name" | "title"> & { readonly seconds: number }>;
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

function sectionOf({ name, title, seconds, figures, checks }: Report["scenarios"][number]): string {
  const rows = checks.map(({ goal, found, holds }) => `| ${goal} | ${found} | ${holds ? "yes" : "no"} |`);
  const numbers = Object.entries(figures).map(([key, value]) => `${key} ${Math.round(value * 10) / 10}`);
  return `## ${name}: ${title}

| bound | found | holds |
| --- | --- | --- |
${rows.join("\n")}

${numbers.join(", ")}; it took ${seconds} s.`;
}
