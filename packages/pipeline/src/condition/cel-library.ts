import { createRequire } from "node:module";
import type * as Cel from "@bufbuild/cel";

type CelLibrary = typeof Cel;

const require = createRequire(import.meta.url);
let library: CelLibrary | undefined;

/** @bufbuild/cel, loaded by the first condition: it is 150 modules, and many configurations have no condition. */
export function celLibrary(): CelLibrary {
  library ??= require("@bufbuild/cel") as CelLibrary;
  return library;
}
