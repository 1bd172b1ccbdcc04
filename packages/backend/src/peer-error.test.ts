import { ProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import { describe, expect, it } from "@jest/globals";
import { ClientError, Status } from "nice-grpc-common";
import { RichClientError } from "nice-grpc-error-details";
import { peerError } from "./peer-error.js";

const method = "/compute.backend.v1.BackendService/Generate";

/** An error as a server of ours sends it. */
function sent(error: ProxyError): RichClientError {
  const { code, details, extra } = toGrpcError(error);
  return new RichClientError(method, code, details, extra);
}

const unavailable = (details: string): ClientError => new ClientError(method, Status.UNAVAILABLE, details);

describe("an error of another machine", () => {
  it.each([
    { what: "a refused connection", thrown: unavailable("Last error: connect ECONNREFUSED"), code: "engine-refused" },
    { what: "an unknown host", thrown: unavailable("Name resolution failed for target"), code: "engine-unresolved" },
    { what: "a host that nobody reaches", thrown: unavailable("EHOSTUNREACH"), code: "engine-connect-timeout" },
    { what: "a connection that broke", thrown: unavailable("Connection dropped"), code: "engine-reset" },
    { what: "a reset", thrown: unavailable("read ECONNRESET"), code: "engine-reset" },
    { what: "its shutdown", thrown: sent(new ProxyError("shutting-down", "drains")), code: "engine-reset" },
    { what: "its cancellation", thrown: sent(new ProxyError("cancelled", "left")), code: "engine-reset" },
    { what: "a bare cancellation", thrown: new ClientError(method, Status.CANCELLED, "x"), code: "engine-reset" },
    { what: "an engine that refused it", thrown: sent(new ProxyError("engine-refused", "x")), code: "engine-refused" },
    { what: "a busy engine", thrown: sent(new ProxyError("engine-busy", "full")), code: "engine-busy" },
  ])("is $code for $what", ({ thrown, code }) => {
    expect(peerError(thrown, "worker 10.0.0.2:50052").code).toBe(code);
  });

  it("names the machine where it ended the call", () => {
    const error = peerError(sent(new ProxyError("shutting-down", "the server drains")), "worker 10.0.0.2:50052");

    expect(error.message).toBe("worker 10.0.0.2:50052 broke the call off: the server drains");
  });
});
