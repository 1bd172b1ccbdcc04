import { describe, expect, it } from "@jest/globals";
import { stageType } from "./stage-type.js";

describe("stageType", () => {
  it.each([
    { name: "text_generation", type: "text_generation" },
    { name: "custom", type: "custom" },
    { name: "text-generation", type: undefined },
    { name: "", type: undefined },
  ])("of '$name' is $type", ({ name, type }) => {
    expect(stageType(name)).toBe(type);
  });
});
