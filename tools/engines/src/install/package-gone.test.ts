import { describe, expect, test } from "@jest/globals";

import { saysPackageIsGone } from "./package-gone.ts";

describe("a package that is gone", () => {
  test.each([
    ["pip", "ERROR: No matching distribution found for some-weights==1.2.3"],
    ["apt-get", "E: Unable to locate package some-headers-dev"],
    ["npm, unknown package", "npm error code E404\nnpm error 404 Not Found - GET a-package"],
    [
      "npm, unknown version",
      "npm error code ETARGET\nnpm error notarget No matching version found for a-package@9.9.9.",
    ],
    ["go, unknown version", "go: example.org/tool@v9.9.9: invalid version: unknown revision v9.9.9"],
    ["go, withdrawn version", "403 Forbidden\n\tserver response: This module version is not available."],
  ])("is told by %s", (_, output) => {
    expect(saysPackageIsGone(output)).toBe(true);
  });

  test.each([
    [
      "pip without network",
      "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found for x==1",
    ],
    ["go without network", "dial tcp: lookup example.org: no such host"],
    ["a build that fails", "fatal error: nlohmann/json.hpp: No such file or directory"],
  ])("is not taken from %s", (_, output) => {
    expect(saysPackageIsGone(output)).toBe(false);
  });
});
