import { stat } from "node:fs/promises";
import { placesOf } from "../places-of.js";

/** Where the pipelines file is, or where it was looked for. */
export type FoundFile =
  | { readonly kind: "found"; readonly file: string }
  | { readonly kind: "absent"; readonly lookedAt: readonly string[] };

/** Looks for `pipelines.config_file` where `placesOf` says. */
export async function findPipelinesFile(configFile: string, configurationFile: string): Promise<FoundFile> {
  const lookedAt = placesOf(configFile, configurationFile);
  for (const file of lookedAt) {
    const exists = await stat(file).then(
      () => true,
      () => false,
    );
    if (exists) return { kind: "found", file };
  }
  return { kind: "absent", lookedAt };
}
