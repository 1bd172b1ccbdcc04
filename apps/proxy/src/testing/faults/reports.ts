import { readFile, writeFile } from "node:fs/promises";

const folder = new URL("../../../../../docs/reports/", import.meta.url);

/** A report as it is committed. With COMPUTE_PROXY_WRITE_REPORTS set, this one is written and returned in its place. */
export async function committedReport(name: string, report: string): Promise<string> {
  const file = new URL(name, folder);
  if (process.env["COMPUTE_PROXY_WRITE_REPORTS"] === undefined) return readFile(file, "utf8");
  await writeFile(file, report);
  return report;
}
