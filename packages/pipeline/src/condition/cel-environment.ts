import type { CelEnv } from "@bufbuild/cel";
import { celLibrary } from "./cel-library.js";

let environment: CelEnv | undefined;

/** CEL's standard functions, and no others. */
export function celEnvironment(): CelEnv {
  environment ??= celLibrary().celEnv();
  return environment;
}
