import { describe, expect, it } from "@jest/globals";
import { transportFault } from "./transport-error.js";

const withCode = (code: string): Error => Object.assign(new Error("failed"), { code });
const named = (message: string): Error => Object.assign(new Error(message), { name: "HTTPParserError" });

describe("an error of the transport", () => {
  it.each([
    { systemCode: "ECONNREFUSED", code: "engine-refused", text: "refused the connection; is it running?" },
    { systemCode: "EHOSTUNREACH", code: "engine-refused", text: "cannot be reached; is the machine on?" },
    { systemCode: "ENETUNREACH", code: "engine-refused", text: "cannot be reached; is the network up?" },
    { systemCode: "ENOTFOUND", code: "engine-unresolved", text: "has a host name that does not resolve" },
    { systemCode: "EAI_AGAIN", code: "engine-unresolved", text: "has a host name that does not resolve now" },
    {
      systemCode: "UND_ERR_CONNECT_TIMEOUT",
      code: "engine-connect-timeout",
      text: "did not take the connection in time",
    },
    { systemCode: "ETIMEDOUT", code: "engine-connect-timeout", text: "did not take the connection in time" },
    { systemCode: "ECONNRESET", code: "engine-reset", text: "reset the connection" },
    { systemCode: "EPIPE", code: "engine-reset", text: "closed the connection" },
    {
      systemCode: "UND_ERR_SOCKET",
      code: "engine-reset",
      text: "closed the connection before its answer was complete",
    },
    {
      systemCode: "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
      code: "engine-reset",
      text: "sent less than it had announced",
    },
    { systemCode: "UND_ERR_HEADERS_OVERFLOW", code: "engine-unreadable", text: "sent headers that are too long" },
    { systemCode: "UND_ERR_DESTROYED", code: "shutting-down", text: "is no longer used: the adapter is closed" },
    { systemCode: "UND_ERR_CLOSED", code: "shutting-down", text: "is no longer used: the adapter is closed" },
    {
      systemCode: "EMFILE",
      code: "no-descriptors",
      text: "could not be asked: this process has no more file descriptors; raise its limit (ulimit -n)",
    },
    {
      systemCode: "EADDRNOTAVAIL",
      code: "no-descriptors",
      text: "could not be asked: this process has no more ports for new connections",
    },
    { systemCode: "EPROTO", code: "engine-failed", text: "could not be used (EPROTO)" },
  ])("$systemCode is $code", ({ systemCode, code, text }) => {
    expect(transportFault(withCode(systemCode))).toEqual({ systemCode, code, text });
  });

  it("is found behind another one", () => {
    const wrapped = new TypeError("fetch failed", { cause: withCode("ENOTFOUND") });

    expect(transportFault(wrapped)?.code).toBe("engine-unresolved");
  });

  it.each([
    { codes: ["EADDRNOTAVAIL", "ECONNREFUSED"], code: "engine-refused" },
    { codes: ["ETIMEDOUT", "ENETUNREACH"], code: "engine-connect-timeout" },
    { codes: ["EADDRNOTAVAIL"], code: "no-descriptors" },
    { codes: [], code: undefined },
  ])(
    "of several addresses, $codes, is $code: an address of a kind that is missing here tells nothing",
    ({ codes, code }) => {
      const all = Object.assign(new AggregateError(codes.map(withCode)), { code: codes[0] });

      expect(transportFault(all)?.code).toBe(code);
    },
  );

  it.each([
    { what: "what is no HTTP", message: "Expected HTTP/", code: "engine-unreadable" },
    { what: "a body that ends too early", message: "Invalid EOF state", code: "engine-reset" },
  ])("of the parser about $what is $code", ({ message, code }) => {
    expect(transportFault(named(message))?.code).toBe(code);
  });

  it("has no character that could forge a line of a log", () => {
    expect(transportFault(withCode("E\nforged"))?.text).not.toMatch(/\p{C}/u);
  });

  it.each([new Error("a bug of ours"), "ECONNREFUSED", null, undefined, { code: 42 }])("is not %p", (value) => {
    expect(transportFault(value)).toBeUndefined();
  });
});
