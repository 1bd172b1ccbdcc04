import { isProxyError, type ProxyError } from "@compute-proxy/core";
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

  it("names the first of very many and counts the others, so that the trailer stays small", () => {
    const many = Array.from({ length: 500 }, (_, index) => at(`field[${index}]`));

    let refused: ProxyError | undefined;
    try {
      refuseViolations(many);
    } catch (error) {
      if (isProxyError(error)) refused = error;
    }

    const { message = "", violations = [] } = refused ?? {};
    expect(message.length).toBeLessThan(1_200);
    expect(violations.slice(0, -1)).toEqual(many.slice(0, violations.length - 1));
    expect(violations.at(-1)).toEqual({
      field: `field[${violations.length - 1}]`,
      description: `is wrong too; ${500 - violations.length + 1} violations are not listed`,
    });
  });
});
