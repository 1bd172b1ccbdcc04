import { describe, expect, it } from "@jest/globals";
import { ProxyError } from "@compute-proxy/core";
import { callError, engineError, type EngineName } from "./engine-error.js";

const engine: EngineName = { program: "Engine", id: "npu", endpoint: "http://10.0.0.2:1" };
const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

describe("an engine's error", () => {
  it("names the backend, the program and its address", () => {
    expect(engineError("engine-busy", "is busy", engine, { retryAfterMs: 5 })).toMatchObject({
      code: "engine-busy",
      message: 'backend "npu": Engine at http://10.0.0.2:1 is busy',
      backend: "npu",
      retryAfterMs: 5,
    });
  });
});

describe("the error that broke a call", () => {
  it("is translated when it is the transport's", () => {
    expect(callError(refused, engine)).toMatchObject({
      code: "engine-refused",
      message: 'backend "npu": Engine at http://10.0.0.2:1 refused the connection; is it running?',
      backend: "npu",
      cause: refused,
    });
  });

  it("ends with the engine's own reason for not listening", () => {
    const { message } = callError(refused, { ...engine, whenRefused: "It loads" });

    expect(message).toMatch(/is it running\? It loads$/u);
  });

  it("gets the backend's name when it is ours", () => {
    const ours = new ProxyError("engine-unreadable", "not JSON");

    expect(callError(ours, engine)).toMatchObject({
      code: "engine-unreadable",
      message: 'backend "npu": not JSON',
      backend: "npu",
      cause: ours,
    });
  });

  it.each([
    { what: "names a backend", error: engineError("engine-failed", "failed", engine) },
    { what: "is about the request", error: new ProxyError("invalid-request", "wrong") },
    { what: "is about the recording", error: new ProxyError("input-not-usable", "silent") },
  ])("stays as it is when it $what", ({ error }) => {
    expect(callError(error, { ...engine, id: "other" })).toBe(error);
  });

  it("is internal when it is neither", () => {
    expect(callError(new TypeError("x is not a function"), engine).code).toBe("internal");
  });
});
