import { expect, test } from "@jest/globals";

import { decideTestEngines, NOT_INSTALLED } from "./test-engines-decision.ts";

test.each([
  ["uses what is installed", {}, true, { kind: "use" }],
  ["does without what is not installed", {}, false, { kind: "none", because: NOT_INSTALLED }],
  ["installs when asked", { ENGINES: "install" }, false, { kind: "install" }],
  ["installs in CI", { CI: "true" }, false, { kind: "install" }],
  [
    "does without when told so, in CI too",
    { CI: "true", ENGINES: "none" },
    true,
    { kind: "none", because: "real engines are switched off by ENGINES=none" },
  ],
])("a test run %s", (_, environment, isInstalled, decision) => {
  expect(decideTestEngines(environment, isInstalled)).toEqual(decision);
});
