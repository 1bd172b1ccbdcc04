import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";

import type { Files } from "./files.ts";

/** A disk that is a table of paths and contents, for tests. */
export function fakeFiles(contents: Readonly<Record<string, string>>, programs: readonly string[] = []): Files {
  const table = new Map(Object.entries(contents));
  return {
    text: (path) => table.get(path),
    size: (path) => table.get(path)?.length,
    names: (directory) => {
      const below = [...table.keys()].filter((path) => path.startsWith(`${directory}/`));
      return [...new Set(below.map((path) => path.slice(directory.length + 1).split("/")[0] ?? ""))];
    },
    isExecutable: (path) => table.has(path) && basename(dirname(path)) === "bin",
    onPath: (program) => (programs.includes(program) ? `/somewhere/bin/${program}` : undefined),
    sha256: async (path) => {
      const text = table.get(path);
      return text === undefined ? undefined : sha256(text);
    },
  };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The files of a store that holds one model made of these contents. */
export function storedModel(store: string, model: string, layers: readonly string[]): Readonly<Record<string, string>> {
  const [name = "", tag = ""] = model.split(":");
  const described = layers.map((text) => ({
    mediaType: "application/layer",
    digest: `sha256:${sha256(text)}`,
    size: text.length,
  }));
  return {
    [`${store}/manifests/registry/library/${name}/${tag}`]: JSON.stringify({ layers: described }),
    ...Object.fromEntries(layers.map((text) => [`${store}/blobs/sha256-${sha256(text)}`, text])),
  };
}
