import { entryId, type PipelineFacts } from "@compute-proxy/pipeline";
import type { Configuration } from "./configuration/configuration.js";
import { loadConfiguration } from "./configuration/load-configuration.js";
import { loadPipelines } from "./pipelines/load-pipelines.js";
import type { Problem } from "./problem.js";

/** What was found in the files, in numbers and names. */
export interface FilesSummary {
  /** Ids of the configured backends; disabled ones too. */
  readonly backends: readonly string[];
  /** Ids of the pipelines that can run. */
  readonly ready: readonly string[];
  /** Ids of the pipelines that have problems. */
  readonly broken: readonly string[];
  /** Whether the pipelines were looked at: not when they are switched off or the configuration has problems. */
  readonly pipelinesChecked: boolean;
}

/** Everything that is wrong with a configuration and its pipelines. */
export interface Validation {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly summary: FilesSummary;
}

/** What is wrong in the files that a configuration names beside its pipelines, such as a recording. */
export type NamedFilesCheck = (configuration: Configuration) => Promise<readonly Problem[]>;

/**
 * Checks a configuration and its pipelines without starting anything or calling any engine. Other files that it names must be there;
 * what is in them is for `checkNamed` to judge. Never throws.
 */
export async function validateFiles(
  configFile: string,
  capabilitiesOf: PipelineFacts["capabilitiesOf"],
  checkNamed: NamedFilesCheck = () => Promise.resolve([]),
): Promise<Validation> {
  const loaded = await loadConfiguration(configFile);
  const { warnings } = loaded;
  if (loaded.kind === "rejected") {
    return {
      problems: loaded.problems,
      warnings,
      summary: { backends: [], ready: [], broken: [], pipelinesChecked: false },
    };
  }
  const { configuration } = loaded;
  const { catalog, problems } = await loadPipelines(configuration, configFile, capabilitiesOf);
  const idsOf = (kind: "ready" | "broken"): readonly string[] =>
    catalog.entries.filter((entry) => entry.kind === kind).map(entryId);
  const summary = {
    backends: configuration.backends.map(({ id }) => id),
    ready: idsOf("ready"),
    broken: idsOf("broken"),
    pipelinesChecked: configuration.pipelines.enabled,
  };
  return { problems: [...(await checkNamed(configuration)), ...problems], warnings, summary };
}
