import { describe, expect, it } from "@jest/globals";
import { dimensions, embeddingOf } from "./embedding.js";

const embed = (text: string, model = "all-minilm", seed = 1): number[] => embeddingOf(text, model, seed);
const nearness = (left: string, right: string): number =>
  embed(left).reduce((sum, value, index) => sum + value * (embed(right)[index] ?? 0), 0);

describe("embeddingOf", () => {
  it.each(["The cat sleeps.", "x", "!?", "\u4f60\u597d", " "])("gives %j a unit vector in single precision", (text) => {
    const vector = embed(text);

    expect(vector).toHaveLength(dimensions);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    expect(vector).toEqual(vector.map(Math.fround));
  });

  it("repeats itself, whatever case and signs", () => {
    expect(embed("The cat sleeps.")).toEqual(embed("the CAT sleeps"));
  });

  it("differs by model and seed", () => {
    expect(embed("cat", "all-minilm", 2)).not.toEqual(embed("cat"));
    expect(embed("cat", "nomic-embed-text")).not.toEqual(embed("cat"));
  });

  it.each([
    { text: "the cat sleeps on the sofa", near: "a cat on a sofa", far: "quarterly tax report" },
    { text: "how to reset a password", near: "password resetting", far: "growing tomatoes in spring" },
    { text: "battery charging", near: "charge the batteries", far: "a poem by Rilke" },
  ])("puts $text nearer to $near than to $far", ({ text, near, far }) => {
    expect(nearness(text, near)).toBeGreaterThan(nearness(text, far) + 0.2);
  });
});
