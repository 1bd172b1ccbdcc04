import { describe, expect, it } from "@jest/globals";
import { refuseViolations } from "./refuse-violations.js";

const at = (field: string): { field: string; description: string } => ({ field, description: "is wrong" });

describe("refuseViolations", () => {
  it("lets a request without violations pass", () => {
    expect(() => refuseViolations([])).not.toThrow();
  });

  it("names every violation", () => {
    expect(() => refuseViolations([at("a"), at("b.c")])).toThrow(
      expect.objectContaining({
        code: "invalid-request",
        message: "a: is wrong; b.c: is wrong",
        violations: [at("a"), at("b.c")],
      }),
    );
  });
});
