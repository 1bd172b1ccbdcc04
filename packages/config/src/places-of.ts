import { basename, dirname, isAbsolute, join } from "node:path";

/**
 * Where a file that a configuration names is looked for, in order: from the working directory, then from the configuration's folder,
 * then by its bare name in that folder, so that `config/pipelines.yaml` is also found beside `/etc/proxy/config.yaml`.
 */
export function placesOf(named: string, configurationFile: string): readonly string[] {
  if (isAbsolute(named)) return [named];
  const folder = dirname(configurationFile);
  return [...new Set([named, join(folder, named), join(folder, basename(named))])];
}
