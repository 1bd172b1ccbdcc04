import type { PipelineFacts } from "@compute-proxy/pipeline";
import { printable } from "@compute-proxy/core";
import type { Configuration } from "../configuration/configuration.js";
import { printForClients, type Problem, unreadableFile } from "../problem.js";
import { readTextFile } from "../read-text-file.js";
import { findPipelinesFile } from "./find-pipelines-file.js";
import { parsePipelines, type PipelinesResult } from "./parse-pipelines.js";

/**
 * Reads and checks the pipelines of a configuration. Never throws: a file that is not there or cannot be read is a problem of the
 * catalog. Switched off, the catalog is empty and says so.
 */
export async function loadPipelines(
  configuration: Configuration,
  configurationFile: string,
  capabilitiesOf: PipelineFacts["capabilitiesOf"],
): Promise<PipelinesResult> {
  const { enabled, configFile } = configuration.pipelines;
  if (!enabled) return { catalog: { enabled, entries: [], groups: [], problems: [] }, problems: [] };
  const found = await findPipelinesFile(configFile, configurationFile);
  if (found.kind === "absent") {
    const places = found.lookedAt.map((place) => printable(place, 300)).join(", ");
    const because = `names pipelines in "${printable(configFile)}", which does not exist (looked at ${places})`;
    return withoutFile(
      unreadableFile(configurationFile, because),
      unreadableFile(configFile, "does not exist; the server's log says where it was looked for"),
    );
  }
  const read = await readTextFile(found.file);
  if (read.kind === "unreadable") return withoutFile(unreadableFile(found.file, read.because));
  return parsePipelines(read.text, found.file, { backends: configuration.backends, capabilitiesOf });
}

function withoutFile(problem: Problem, shown: Problem = problem): PipelinesResult {
  return {
    catalog: { enabled: true, entries: [], groups: [], problems: [printForClients(shown)] },
    problems: [problem],
  };
}
