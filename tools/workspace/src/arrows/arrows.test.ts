import { describe, expect, it } from "@jest/globals";
import type { Manifest, Workspace } from "../workspaces.ts";
import { arrowProblems } from "./arrow-problems.ts";
import { dependencyProblems } from "./dependency-problems.ts";
import { importProblems } from "./import-problems.ts";
import { importsOf } from "./imports-of.ts";
import { picture } from "./picture.ts";

describe("this repository", () => {
  it("has only the arrows of the picture", () => {
    expect(arrowProblems()).toEqual([]);
  });
});

describe("the picture", () => {
  it("has no cycle, because each package only uses packages that were named before it", () => {
    const names = Object.keys(picture);

    const upwards = names.flatMap((from, place) =>
      (picture[from] ?? []).filter((to) => names.indexOf(to) >= place).map((to) => `${from} -> ${to}`),
    );

    expect(upwards).toEqual([]);
  });

  it("shows an adapter to nobody but the app", () => {
    const seers = Object.keys(picture).filter((from) => picture[from]?.some((to) => to.startsWith("backend-")));

    expect(seers).toEqual(["proxy"]);
  });
});

describe("dependencyProblems", () => {
  const small = { core: [], backend: ["core"], "backend-ollama": ["core", "backend"], pipeline: ["core", "backend"] };

  it.each([
    { title: "an arrow that points up", from: "core", list: "dependencies", to: "backend" },
    { title: "a use of an adapter", from: "pipeline", list: "dependencies", to: "backend-ollama" },
    { title: "an arrow in optionalDependencies", from: "core", list: "optionalDependencies", to: "backend" },
    { title: "an arrow in peerDependencies", from: "core", list: "peerDependencies", to: "backend" },
    { title: "a test's arrow without a reason", from: "pipeline", list: "devDependencies", to: "backend-ollama" },
  ])("reports $title", ({ from, list, to }) => {
    const bad: Manifest = { name: `@compute-proxy/${from}`, [list]: { [`@compute-proxy/${to}`]: "0.1.0" } };

    expect(dependencyProblems([bad], small, [])).toEqual([expect.stringContaining(`${from} -> ${to}`)]);
  });

  it("reports a package that stands in no layer", () => {
    expect(dependencyProblems([{ name: "@compute-proxy/utils" }], small, [])).toEqual([
      expect.stringContaining("stands in no layer"),
    ]);
  });

  it("allows a test's arrow that has a reason", () => {
    const manifest = { name: "@compute-proxy/pipeline", devDependencies: { "@compute-proxy/backend-ollama": "0.1.0" } };

    expect(dependencyProblems([manifest], small, [{ from: "pipeline", to: "backend-ollama", because: "x" }])).toEqual(
      [],
    );
  });

  it("does not look at packages of others", () => {
    expect(dependencyProblems([{ name: "@compute-proxy/core", dependencies: { yaml: "2.9.1" } }], small, [])).toEqual(
      [],
    );
  });
});

describe("importProblems", () => {
  const backend: Workspace = {
    folder: "packages/backend",
    manifest: {
      name: "@compute-proxy/backend",
      files: ["dist", "!dist/goldens", "!dist/**/test-bench"],
      exports: { ".": "./dist/index.js" },
      dependencies: { "@compute-proxy/core": "0.1.0" },
      devDependencies: { "@compute-proxy/api": "0.1.0" },
    },
  };
  const manifests: readonly Manifest[] = [
    backend.manifest,
    { name: "@compute-proxy/core", exports: { ".": "./dist/index.js", "./testing": "./dist/testing/index.js" } },
    { name: "@compute-proxy/api", exports: { ".": "./dist/index.js" } },
    { name: "@compute-proxy/pipeline", exports: { ".": "./dist/index.js" } },
  ];

  it.each([
    ["src/index.ts", "@compute-proxy/pipeline", "is not in @compute-proxy/backend's dependencies"],
    ["src/index.ts", "@compute-proxy/api", "is not in @compute-proxy/backend's dependencies"],
    ["src/testing/index.ts", "@compute-proxy/api", "is not in @compute-proxy/backend's dependencies"],
    ["src/index.ts", "@compute-proxy/core/src/units.ts", "is not in the exports of @compute-proxy/core"],
    ["src/index.test.ts", "@compute-proxy/core/dist/units.js", "is not in the exports of @compute-proxy/core"],
    ["src/index.ts", "@compute-proxy/core/testing", "is for tests and ./testing only"],
    ["src/test-bench.ts", "@compute-proxy/core/testing", "is for tests and ./testing only"],
    ["src/index.ts", "@jest/globals", "is for tests and ./testing only"],
    ["src/index.ts", "../../core/src/units.js", "leaves the package's src"],
    ["src/deep/index.ts", "../../package.json", "leaves the package's src"],
  ])("in %s refuses %s", (path, module, problem) => {
    expect(importProblems(backend, [{ path, imports: [module] }], manifests)).toEqual([
      `packages/backend/${path}: "${module}" ${problem}`,
    ]);
  });

  it.each([
    ["src/index.ts", "@compute-proxy/core"],
    ["src/index.ts", "node:fs"],
    ["src/index.ts", "yaml"],
    ["src/deep/index.ts", "../port.js"],
    ["src/index.test.ts", "@jest/globals"],
    ["src/index.test.ts", "@compute-proxy/api"],
    ["src/testing/index.ts", "@compute-proxy/core/testing"],
    ["src/goldens/expect-golden.ts", "@jest/globals"],
    ["src/goldens/expect-golden.ts", "@compute-proxy/api"],
    ["src/test-bench/engine.ts", "@compute-proxy/core/testing"],
    ["src/deep/test-bench/engine.ts", "@compute-proxy/core/testing"],
  ])("in %s allows %s", (path, module) => {
    expect(importProblems(backend, [{ path, imports: [module] }], manifests)).toEqual([]);
  });
});

describe("importsOf", () => {
  it.each([
    ['import { a } from "one";', ["one"]],
    ['import type { A } from "one";', ["one"]],
    ['import {\n  a,\n  b,\n} from "one";', ["one"]],
    ['import "one";', ["one"]],
    ['export { a } from "one";', ["one"]],
    ['export * as all from "one";', ["one"]],
    ['const a = await import("one");', ["one"]],
    ['let a: import("one").A;', ["one"]],
    ['import { a } from "one";\nimport { b } from "two";', ["one", "two"]],
    ['export const from = "here";', []],
    ['// import { a } from "one";', []],
  ])("reads %j", (source, modules) => {
    expect(importsOf(source)).toEqual(modules);
  });
});
