import { describe, expect, it } from "@jest/globals";
import { chanceOfRight, qualityOf } from "./quality.js";

describe("qualityOf", () => {
  it.each([
    { model: "qwen2.5:0.5b", quality: 0.351 },
    { model: "smollm2:135m", quality: 0.22 },
    { model: "llama3:1b", quality: 0.42 },
    { model: "llama3:7b", quality: 0.614 },
    { model: "llama3:70B-instruct", quality: 0.844 },
    { model: "huge:405b", quality: 0.95 },
    { model: "tiny-1m", quality: 0.05 },
  ])("takes the size of $model on any hardware", ({ model, quality }) => {
    expect(qualityOf(model, "npu")).toBeCloseTo(quality, 3);
    expect(qualityOf(model, "nvidia")).toBe(qualityOf(model, "npu"));
  });

  it.each([
    { hardware: "npu", quality: 0.35 },
    { hardware: "igpu", quality: 0.6 },
    { hardware: "nvidia", quality: 0.85 },
    { hardware: "cpu", quality: 0.5 },
  ] as const)("is $quality on $hardware when the name tells no size", ({ hardware, quality }) => {
    for (const model of ["mistral", "mixtral:8x7b", "model-0b", "v3beta"])
      expect(qualityOf(model, hardware)).toBe(quality);
  });
});

describe("chanceOfRight", () => {
  it.each([
    { quality: 0.5, difficulty: 0.5, chance: 0.5 },
    { quality: 0.85, difficulty: 0.35, chance: 0.982 },
    { quality: 0.35, difficulty: 0.85, chance: 0.018 },
  ])("of quality $quality at difficulty $difficulty is $chance", ({ quality, difficulty, chance }) => {
    expect(chanceOfRight(quality, difficulty)).toBeCloseTo(chance, 3);
  });
});
