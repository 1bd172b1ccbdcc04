import { describe, expect, it } from "@jest/globals";
import { hardwareKind } from "./hardware-kind.js";

describe("hardwareKind", () => {
  it.each([
    { name: "npu", kind: "npu" },
    { name: "intel", kind: "igpu" },
    { name: "gpu", kind: "nvidia" },
    { name: "cpu", kind: "cpu" },
    { name: "NPU", kind: undefined },
    { name: "toString", kind: undefined },
  ])("of '$name' is $kind", ({ name, kind }) => {
    expect(hardwareKind(name)).toBe(kind);
  });
});
