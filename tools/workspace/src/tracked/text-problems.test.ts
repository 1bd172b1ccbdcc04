import { expect, it } from "@jest/globals";
import { hostRule, textProblems, textRules } from "./text-problems.ts";

// Put together here, so that this file itself passes the check.
const join = (...parts: readonly string[]) => parts.join("");

it.each([
  [join("cd /wo", "rk/main"), "is a path of one machine"],
  [join('"file:///ro', 'ot/.cache"'), "is a path of one machine"],
  [join("/ho", "me/someone/x"), "is a path of one machine"],
  [join("https://registry.npm", "js.org/yaml"), "names an npm registry"],
  [join("pip install --index-url https://py", "pi.org/simple"), "names a Python index"],
  [join("GOPROXY=https://proxy.go", "lang.org"), "names a Go module proxy"],
  [join("see ../sha", "red/DESIGN.md"), "is outside the repository"],
  [join("facts: sha", "red/facts/contract.md"), "is outside the repository"],
])("refuses %j", (line, because) => {
  expect(textProblems("a.md", `fine\n${line}\n`, textRules)).toEqual([
    expect.stringMatching(`^a\\.md:2: .*${because}$`),
  ]);
});

it.each([
  "tools/workspace/src",
  "docs/homework/x",
  "a shared/ folder",
  "~/.cache/compute-engines",
  "https://github.com/x",
])("allows %j", (line) => {
  expect(textProblems("a.md", line, textRules)).toEqual([]);
});

it("refuses the host that this machine installs from", () => {
  expect(textProblems(".npmrc", "registry=https://packages.example/npm", [hostRule("packages.example")])).toEqual([
    expect.stringContaining("names the package registry of this machine"),
  ]);
});
