import { describe, expect, it } from "@jest/globals";
import { didYouMean, nearestName } from "./nearest-name.js";

const keys = ["min_confidence", "max_retries", "escalation_path", "type", "name"];

describe("nearestName", () => {
  it.each([
    { name: "min_confidance", nearest: "min_confidence" },
    { name: "minconfidence", nearest: "min_confidence" },
    { name: "MAX_RETRIES", nearest: "max_retries" },
    { name: "tpye", nearest: "type" },
    { name: "zebra-crossing", nearest: undefined },
    { name: "x".repeat(65), nearest: undefined },
  ])("takes $name for $nearest", ({ name, nearest }) => {
    expect(nearestName(name, keys)).toBe(nearest);
  });

  it("finds nothing among no names, and does not compare very long ones", () => {
    expect(nearestName("type", [])).toBeUndefined();
    expect(nearestName("type", ["t".repeat(65)])).toBeUndefined();
  });

  it("gives the known name as it is written", () => {
    expect(nearestName("ollama-NPU", ["Ollama-npu"])).toBe("Ollama-npu");
  });
});

describe("didYouMean", () => {
  it("is a remark for a message, or nothing", () => {
    expect(didYouMean("tpye", keys)).toBe(' (did you mean "type"?)');
    expect(didYouMean("zebra-crossing", keys)).toBe("");
  });
});
