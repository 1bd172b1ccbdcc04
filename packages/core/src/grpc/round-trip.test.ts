import { describe, expect, it } from "@jest/globals";
import { ClientError, Status } from "nice-grpc-common";
import { RichClientError } from "nice-grpc-error-details";
import { type ErrorCode, errorCodes, isErrorCode } from "../error-code.js";
import { type ErrorFacts, ProxyError } from "../proxy-error.js";
import { fromGrpcError } from "./from-grpc-error.js";
import { statusNumbers } from "./status.js";
import { toGrpcError } from "./to-grpc-error.js";

/** What the other side gets to see of an error. */
function acrossTheWire(error: ProxyError): ProxyError {
  const sent = toGrpcError(error);
  return fromGrpcError(new RichClientError("/a.B/C", sent.code, sent.details, sent.extra), "the peer");
}

describe("an error across the wire", () => {
  it.each(Object.keys(errorCodes).filter(isErrorCode))("keeps its code %s, its status and its message", (code) => {
    const there = acrossTheWire(new ProxyError(code, `about ${code}`));

    expect(there).toMatchObject({ code, message: `about ${code}`, status: errorCodes[code].status });
  });

  it("has a message of one line that fits into a trailer", () => {
    const { message } = acrossTheWire(new ProxyError("internal", `one\ntwo${"x".repeat(10_000)}`));

    expect(message).toMatch(/^one\\u\{a\}twox+\.\.\.$/u);
    expect(message.length).toBeLessThan(1_600);
  });

  const facts: ReadonlyArray<{ what: string; given: ErrorFacts }> = [
    {
      what: "all violations",
      given: {
        violations: [
          { field: "input.text", description: "must be set" },
          { field: "a", description: "b" },
        ],
      },
    },
    { what: "backend and stage", given: { backend: "ollama-npu", stageId: "draft" } },
    { what: "the time to wait", given: { retryAfterMs: 1500 } },
    { what: "a wait of no time", given: { retryAfterMs: 0 } },
  ];
  it.each(facts)("keeps $what", ({ given }) => {
    expect(acrossTheWire(new ProxyError("engine-busy", "busy", given))).toMatchObject(given);
  });

  it("makes up nothing", () => {
    const there = acrossTheWire(new ProxyError("internal", "bug"));

    expect([there.backend, there.stageId, there.retryAfterMs, there.violations]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
  });
});

describe("toGrpcError", () => {
  it("puts a wait into RetryInfo for clients that are not ours", () => {
    const { extra } = toGrpcError(new ProxyError("engine-busy", "busy", { retryAfterMs: 1500 }));

    expect(extra).toContainEqual(
      expect.objectContaining({
        $type: "google.rpc.RetryInfo",
        retryDelay: expect.objectContaining({ seconds: 1, nanos: 500_000_000 }),
      }),
    );
  });

  it("never sends UNKNOWN or OK", () => {
    const numbers: readonly Status[] = Object.values(statusNumbers);

    expect(numbers).not.toContain(Status.UNKNOWN);
    expect(numbers).not.toContain(Status.OK);
  });
});

describe("fromGrpcError", () => {
  const foreign: ReadonlyArray<{ status: Status; code: ErrorCode }> = [
    { status: Status.UNAVAILABLE, code: "engine-refused" },
    { status: Status.RESOURCE_EXHAUSTED, code: "engine-busy" },
    { status: Status.UNIMPLEMENTED, code: "not-supported-yet" },
    { status: Status.PERMISSION_DENIED, code: "engine-credentials" },
    { status: Status.DEADLINE_EXCEEDED, code: "deadline-exceeded" },
    { status: Status.UNKNOWN, code: "engine-failed" },
    { status: Status.DATA_LOSS, code: "engine-failed" },
  ];
  it.each(foreign)("judges a server that is not ours by its status: $status is $code", ({ status, code }) => {
    const error = fromGrpcError(new ClientError("/a.B/C", status, "details"), "the peer");

    expect(error).toMatchObject({ code, message: "the peer: details" });
  });

  it("does not believe details of another domain", () => {
    const info = { $type: "google.rpc.ErrorInfo", reason: "internal", domain: "elsewhere", metadata: {} } as const;

    expect(fromGrpcError(new RichClientError("/a.B/C", Status.UNAVAILABLE, "down", [info]), "the peer").code).toBe(
      "engine-refused",
    );
  });

  it("takes an AbortError for cancelled, our error for itself, and anything else for a bug", () => {
    const ours = new ProxyError("engine-busy", "busy");
    const abort = Object.assign(new Error("aborted"), { name: "AbortError" });

    expect(fromGrpcError(ours, "the peer")).toBe(ours);
    expect(fromGrpcError(abort, "the peer").code).toBe("cancelled");
    expect(fromGrpcError(new TypeError("x"), "the peer").code).toBe("internal");
  });
});
