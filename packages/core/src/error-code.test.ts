import { describe, expect, it } from "@jest/globals";
import { type ErrorCode, errorCodes, isErrorCode } from "./error-code.js";

const codes = Object.keys(errorCodes).filter(isErrorCode);

describe("errorCodes", () => {
  it("lets another backend try only where an engine has failed", () => {
    const own = codes.filter((code) => errorCodes[code].failOver && !/^engine-|^no-final-record$/u.test(code));

    expect(own).toEqual([]);
  });

  it.each(["cancelled", "deadline-exceeded", "invalid-request"] satisfies ErrorCode[])(
    "never moves on after %s",
    (code) => {
      expect(errorCodes[code].failOver).toBe(false);
    },
  );
});

describe("isErrorCode", () => {
  it.each([
    { value: "engine-busy", known: true },
    { value: "ENGINE-BUSY", known: false },
    { value: "", known: false },
    { value: "__proto__", known: false },
    { value: "constructor", known: false },
  ])("is $known for '$value'", ({ value, known }) => {
    expect(isErrorCode(value)).toBe(known);
  });
});
