import { describe, expect, it } from "@jest/globals";
import { noText, takenBackFrom, withPiece } from "./stage-text.js";

describe("the text of a stage", () => {
  it("counts in Unicode scalar values, as offsets do", () => {
    const text = withPiece(withPiece(noText, "a🦙", 0), "é", 2);

    expect(text).toEqual({ text: "a🦙é", length: 3 });
    expect(takenBackFrom(text, 1)).toEqual({ stands: { text: "a", length: 1 }, takenBack: "🦙é" });
  });

  it("takes nothing back where all of it stands", () => {
    const text = withPiece(noText, "ab", 0);

    expect(takenBackFrom(text, 2)).toEqual({ stands: text, takenBack: "" });
  });
});
