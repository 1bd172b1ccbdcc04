import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { isProxyError, ProxyError, toProxyError } from "./proxy-error.js";

describe("ProxyError", () => {
  it("knows its status, and whether another backend may do better", () => {
    const busy = new ProxyError("engine-busy", "the queue is full", { backend: "ollama-npu", retryAfterMs: 1500 });

    expect(busy).toMatchObject({
      status: "RESOURCE_EXHAUSTED",
      canFailOver: true,
      backend: "ollama-npu",
      retryAfterMs: 1500,
    });
  });

  it("keeps its cause, and has none without one", () => {
    const cause = new Error("socket");

    expect(new ProxyError("engine-reset", "reset", { cause }).cause).toBe(cause);
    expect("cause" in new ProxyError("engine-reset", "reset")).toBe(false);
  });

  it("has no violations unless it is told some", () => {
    expect(new ProxyError("internal", "bug").violations).toEqual([]);
  });
});

describe("isProxyError", () => {
  it("recognises an error of another copy of this package, in another realm", () => {
    const foreign: unknown = runInNewContext(`({ [Symbol.for("compute-proxy.error")]: true, code: "internal" })`);

    expect(foreign).not.toBeInstanceOf(ProxyError);
    expect(isProxyError(foreign)).toBe(true);
  });

  it.each([new Error("x"), { code: "internal" }, null, undefined, "internal", 5])(
    "does not take %p for ours",
    (value) => {
      expect(isProxyError(value)).toBe(false);
    },
  );
});

describe("toProxyError", () => {
  it("leaves ours as it is", () => {
    const ours = new ProxyError("cancelled", "gone");

    expect(toProxyError(ours)).toBe(ours);
  });

  it.each([new TypeError("x is not a function"), "text", 5, null])(
    "makes %p an internal error with its cause",
    (value) => {
      expect(toProxyError(value)).toMatchObject({ code: "internal", cause: value });
    },
  );
});
