import { expect, test } from "@jest/globals";

import { cpuMarch } from "./cpu-march.ts";

const modern = "processor\t: 0\nflags\t\t: fpu sse2 avx2 fma f16c\n";

test.each([
  ["a modern PC", {}, "x64", modern, "x86-64-v3"],
  ["an old PC", {}, "x64", "flags\t\t: fpu sse2\n", undefined],
  ["another architecture", {}, "arm64", "Features\t: fp asimd\n", undefined],
  ["a person who chose", { OLLAMA_MARCH: "native" }, "x64", modern, "native"],
])("compiles for %s", (_, environment, architecture, cpuInfo, expected) => {
  expect(cpuMarch(environment, architecture, cpuInfo)).toBe(expected);
});
