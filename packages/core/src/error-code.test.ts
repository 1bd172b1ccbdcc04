import { describe, expect, it } from "@jest/globals";
import { type ErrorCode, errorCodes, errorRule, isErrorCode } from "./error-code.js";

const codes = Object.keys(errorCodes).filter(isErrorCode);

describe("errorCodes", () => {
  it("lets another backend try only where an engine has failed", () => {
    const ofABackend = /^engine-|^no-final-record$|^queue-full$|^circuit-open$/u;
    const own = codes.filter((code) => errorCodes[code].failOver && !ofABackend.test(code));

    expect(own).toEqual([]);
  });

  it.each(["cancelled", "deadline-exceeded", "invalid-request"] satisfies ErrorCode[])(
    "never moves on after %s",
    (code) => {
      expect(errorCodes[code].failOver).toBe(false);
    },
  );
});

describe("errorRule", () => {
  it("lets the same backend be asked again only where another one may be asked", () => {
    const rules = codes.map(errorRule);

    expect(rules.filter(({ retries = 0, failOver }) => retries > 0 && !failOver)).toEqual([]);
  });

  it.each(["engine-busy", "engine-rejected", "engine-lacks-model", "queue-full", "cancelled"] satisfies ErrorCode[])(
    "opens no circuit for %s, which says nothing against the engine",
    (code) => {
      expect(errorRule(code).trips).toBeUndefined();
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
