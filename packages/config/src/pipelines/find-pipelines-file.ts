import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";

/** Where the pipelines file is, or where it was looked for. */
export type FoundFile =
  | { readonly kind: "found"; readonly file: string }
  | { readonly kind: "absent"; readonly lookedAt: readonly string[] };

/**
 * Looks for `pipelines.config_file`: from the working directory, then from the configuration's folder, then by its bare name in
 * that folder, so that `config/pipelines.yaml` is also found beside `/etc/proxy/config.yaml`.
 */
export async function findPipelinesFile(configFile: string, configurationFile: string): Promise<FoundFile> {
  const folder = dirname(configurationFile);
  const places = isAbsolute(configFile)
    ? [configFile]
    : [configFile, join(folder, configFile), join(folder, basename(configFile))];
  const lookedAt = [...new Set(places)];
  for (const file of lookedAt) {
    const exists = await stat(file).then(
      () => true,
      () => false,
    );
    if (exists) return { kind: "found", file };
  }
  return { kind: "absent", lookedAt };
}
