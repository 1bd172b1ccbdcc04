import { checkFile } from "../check/check-file.js";
import { type Finding, withoutConsequences } from "../check/finding.js";
import type { Problem } from "../problem.js";
import { configSchema } from "../schema/config-schema.js";
import { checkConfiguration } from "./check-configuration.js";
import { serverWarnings } from "./check-server.js";
import type { Configuration } from "./configuration.js";
import { toConfiguration } from "./to-configuration.js";

/** A configuration that can be used, or everything that is wrong with it. */
export type ConfigurationResult =
  | { readonly kind: "checked"; readonly configuration: Configuration; readonly warnings: readonly Problem[] }
  | { readonly kind: "rejected"; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Checks that need more than the text: what they find goes with the rest. */
export type FurtherCheck = (configuration: Configuration) => readonly Finding[];

/** Checks the text of a config.yaml. `fileName` is only for messages. Pure, but for what `further` does. */
export function parseConfiguration(
  text: string,
  fileName: string,
  further: FurtherCheck = () => [],
): ConfigurationResult {
  const file = checkFile(text, fileName, configSchema);
  if (file.kind === "refused") return { kind: "rejected", problems: file.problems, warnings: [] };
  const configuration = toConfiguration(file.data);
  const judged = (findings: readonly Finding[]): readonly Finding[] => withoutConsequences(findings, file.findings);
  const warnings = file.locate(judged(serverWarnings(configuration.server)));
  const problems = file.locate([
    ...file.findings,
    ...judged([...checkConfiguration(configuration), ...further(configuration)]),
  ]);
  return problems.length > 0 ? { kind: "rejected", problems, warnings } : { kind: "checked", configuration, warnings };
}
