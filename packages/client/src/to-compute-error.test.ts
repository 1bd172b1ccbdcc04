import { ProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import { describe, expect, it } from "@jest/globals";
import { ClientError, Status } from "nice-grpc-common";
import { RichClientError } from "nice-grpc-error-details";
import { isComputeError } from "./compute-error.js";
import { toComputeError } from "./to-compute-error.js";

/** The error as it comes out of the wire on the other side. */
function overTheWire(error: ProxyError): RichClientError {
  const { code, details, extra } = toGrpcError(error);
  return new RichClientError("/compute.v1.ComputeService/Generate", code, details, extra);
}

describe("toComputeError", () => {
  it("keeps everything that our server tells", () => {
    const violations = [{ field: "prompt", description: "must not be empty" }];
    const facts = { violations, backend: "ollama-npu", stageId: "generate", retryAfterMs: 1500 };

    const error = toComputeError(overTheWire(new ProxyError("engine-busy", "queue full", facts)), "host:1");

    expect(error).toMatchObject({ code: "RESOURCE_EXHAUSTED", message: "queue full", reason: "engine-busy", ...facts });
    expect(error.details.map((detail) => "$type" in detail && detail.$type)).toEqual([
      "google.rpc.ErrorInfo",
      "google.rpc.BadRequest",
      "google.rpc.RetryInfo",
    ]);
  });

  it.each([
    { code: Status.INTERNAL, name: "INTERNAL" },
    { code: Status.UNAVAILABLE, name: "UNAVAILABLE" },
    { code: Status.UNKNOWN, name: "UNKNOWN" },
    { code: Status.DATA_LOSS, name: "DATA_LOSS" },
  ])("keeps the status $name of a server that tells nothing else, and names the server", ({ code, name }) => {
    const error = toComputeError(new ClientError("/x/y", code, "broken"), "host:1");

    expect(error).toMatchObject({ code: name, message: "host:1: broken", reason: undefined, details: [] });
  });

  it("asks what to look for where no connection could be made", () => {
    const details = "No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: ";

    const error = toComputeError(new ClientError("/x/y", Status.UNAVAILABLE, details), "127.0.0.1:1");

    expect(error).toMatchObject({
      code: "UNAVAILABLE",
      message:
        "127.0.0.1:1: No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Is a proxy running there?",
    });
  });

  it("asks nothing of the kind where the proxy itself could not reach a worker", () => {
    const message = "worker host:2: No connection established";

    const error = toComputeError(overTheWire(new ProxyError("engine-refused", message)), "host:1");

    expect(error.message).toBe(message);
  });

  it("keeps the reason of an end that the client made itself", () => {
    const error = toComputeError(new ProxyError("deadline-exceeded", "late"), "host:1");

    expect(error).toMatchObject({ code: "DEADLINE_EXCEEDED", reason: "deadline-exceeded" });
  });

  it("is INTERNAL for a bug of the client, with the cause, and is not wrapped twice", () => {
    const bug = new TypeError("oops");

    const error = toComputeError(bug, "host:1");

    expect(error).toMatchObject({ code: "INTERNAL", cause: bug });
    expect(toComputeError(error, "host:1")).toBe(error);
    expect([isComputeError(error), isComputeError(bug), isComputeError(null)]).toEqual([true, false, false]);
  });
});
