import type { ExportTarget, Manifest } from "../workspaces.ts";

/** The modules that a package offers, as somebody who installed it would name them. */
export interface Offer {
  /** Can be imported and has types. */
  readonly modules: readonly string[];
  /** Has types; runs only inside a test runner. */
  readonly testModules: readonly string[];
  /** A file, such as a descriptor set. */
  readonly files: readonly string[];
}

/** Reads an exports map. */
export function offerOf(manifest: Manifest): Offer {
  const entries = Object.entries(manifest.exports ?? {}).map(([entry, target]) => ({
    module: `${manifest.name}${entry.slice(1)}`,
    isCode: fileOf(target).endsWith(".js"),
    isForTests: entry.endsWith("/testing"),
  }));
  return {
    modules: entries.filter(({ isCode, isForTests }) => isCode && !isForTests).map(({ module }) => module),
    testModules: entries.filter(({ isCode, isForTests }) => isCode && isForTests).map(({ module }) => module),
    files: entries.filter(({ isCode }) => !isCode).map(({ module }) => module),
  };
}

function fileOf(target: ExportTarget): string {
  return typeof target === "string" ? target : (target.default ?? "");
}

/**
 * Depends on the archives in `tarballs`, as `npm pack` names them.
 * The overrides hold for the packages' use of each other: npm would else ask the registry for our names.
 */
export function consumerManifest(manifests: readonly Manifest[], nodeTypes: string): object {
  const archives = Object.fromEntries(
    manifests.map(({ name, version = "" }) => [
      name,
      `file:tarballs/${name.replace("@", "").replace("/", "-")}-${version}.tgz`,
    ]),
  );
  return {
    private: true,
    type: "module",
    dependencies: { ...archives, "@types/node": nodeTypes },
    overrides: Object.fromEntries(Object.keys(archives).map((name) => [name, `$${name}`])),
  };
}

/** A program that names every module, for the type checker. */
export function typedConsumer(offers: readonly Offer[]): string {
  const modules = offers.flatMap((offer) => [...offer.modules, ...offer.testModules]);
  const imports = modules.map((module, index) => `import type * as module${index} from ${JSON.stringify(module)};`);
  const uses = modules.map((_, index) => `  keyof typeof module${index},`);
  return [...imports, "", "export type Names = [", ...uses, "];", ""].join("\n");
}

/** A program that imports every module and finds every file. It fails when one is not there or exports nothing. */
export function runningConsumer(offers: readonly Offer[]): string {
  return [
    'import { existsSync } from "node:fs";',
    'import { fileURLToPath } from "node:url";',
    ...offers
      .flatMap((offer) => offer.modules)
      .map(
        (module) =>
          `check(${JSON.stringify(module)}, Object.keys(await import(${JSON.stringify(module)})).length > 0);`,
      ),
    ...offers
      .flatMap((offer) => [...offer.files, ...offer.testModules])
      .map(
        (file) =>
          `check(${JSON.stringify(file)}, existsSync(fileURLToPath(import.meta.resolve(${JSON.stringify(file)}))));`,
      ),
    "function check(name, good) {",
    '  if (!good) throw new Error(name + " is not there, or exports nothing");',
    "}",
    "",
  ].join("\n");
}

/** The strictest settings that somebody may have, declarations of our dependencies left to their authors. */
export const consumerTsconfig = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    noEmit: true,
  },
  files: ["consumer.ts"],
};
