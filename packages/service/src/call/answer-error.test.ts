import { isProxyError, ProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import { describe, expect, it } from "@jest/globals";
import { ServerError, Status } from "nice-grpc-common";
import { answerError } from "./answer-error.js";

function scopeOf(reason?: ProxyError): { callId: string; remainingMs: undefined; signal: AbortSignal } {
  const controller = new AbortController();
  if (reason) controller.abort(reason);
  return { callId: "call-7", remainingMs: undefined, signal: controller.signal };
}

function statusOf(answer: ProxyError | ServerError): Status {
  return isProxyError(answer) ? toGrpcError(answer).code : answer.code;
}

const abortError = new DOMException("gone", "AbortError");
const late = new ProxyError("deadline-exceeded", "late");
const gone = new ProxyError("cancelled", "gone");

describe("answerError", () => {
  it.each([
    {
      what: "ours",
      error: new ProxyError("no-backend", "none"),
      scope: scopeOf(),
      code: Status.UNAVAILABLE,
      reported: 0,
    },
    {
      what: "an abort at the deadline",
      error: abortError,
      scope: scopeOf(late),
      code: Status.DEADLINE_EXCEEDED,
      reported: 0,
    },
    { what: "an abort by the client", error: abortError, scope: scopeOf(gone), code: Status.CANCELLED, reported: 0 },
    {
      what: "ours after an abort",
      error: new ProxyError("engine-reset", "x"),
      scope: scopeOf(late),
      code: Status.DEADLINE_EXCEEDED,
      reported: 0,
    },
    {
      what: "the health service's",
      error: new ServerError(Status.NOT_FOUND, "?"),
      scope: scopeOf(),
      code: Status.NOT_FOUND,
      reported: 0,
    },
    {
      what: "an UNKNOWN",
      error: new ServerError(Status.UNKNOWN, "?"),
      scope: scopeOf(),
      code: Status.INTERNAL,
      reported: 1,
    },
    { what: "a plain error", error: new TypeError("secret"), scope: scopeOf(), code: Status.INTERNAL, reported: 1 },
    {
      what: "a plain error after an abort",
      error: new TypeError("secret"),
      scope: scopeOf(gone),
      code: Status.INTERNAL,
      reported: 1,
    },
    {
      what: "an internal one of ours",
      error: new ProxyError("internal", "secret"),
      scope: scopeOf(),
      code: Status.INTERNAL,
      reported: 1,
    },
    { what: "a thrown text", error: "secret", scope: scopeOf(), code: Status.INTERNAL, reported: 1 },
    { what: "an abort that nobody asked for", error: abortError, scope: scopeOf(), code: Status.INTERNAL, reported: 1 },
  ])("gives $what its status", ({ error, scope, code, reported }) => {
    const reports: unknown[] = [];

    const answer = answerError(error, scope, (unexpected) => reports.push(unexpected));

    expect(statusOf(answer)).toBe(code);
    expect(reports).toEqual(reported === 0 ? [] : [error]);
  });

  it("tells the client the id of an internal error and nothing else of it", () => {
    const answer = answerError(new TypeError("secret"), scopeOf(), () => undefined);

    expect(answer.message).toBe("internal error: the server's log has it under the id call-7");
  });
});
