import { describe, expect, it } from "@jest/globals";
import { parseRemoteEndpoint } from "./remote-endpoint.js";

describe("the endpoint of a remote backend", () => {
  it.each([
    { text: "http://10.0.0.2:50052", address: "10.0.0.2:50052", backend: undefined },
    { text: "http://10.0.0.2:50052/", address: "10.0.0.2:50052", backend: undefined },
    { text: "http://10.0.0.2:50052/ollama-npu", address: "10.0.0.2:50052", backend: "ollama-npu" },
    { text: "http://10.0.0.2:50052/ollama-npu/", address: "10.0.0.2:50052", backend: "ollama-npu" },
    { text: "http://second.box/a.b_c", address: "second.box:80", backend: "a.b_c" },
    { text: "http://[::1]:50052/a", address: "[::1]:50052", backend: "a" },
  ])("$text is the backend $backend of the worker at $address", ({ text, address, backend }) => {
    expect(parseRemoteEndpoint(text)).toEqual({ kind: "endpoint", address, backend });
  });

  it.each([
    { text: "https://secret.box:50052", because: "TLS" },
    { text: "ftp://secret:50052", because: "http://host:port" },
    { text: "secret", because: "http://host:port" },
    { text: "http://box:50052/secret/two", because: "one thing after the port" },
    { text: "http://box:50052/-secret", because: "one thing after the port" },
    { text: "http://box:50052/a%20secret", because: "one thing after the port" },
    { text: "http://box:50052//secret", because: "one thing after the port" },
  ])("$text is refused, and not repeated", ({ text, because }) => {
    const endpoint = parseRemoteEndpoint(text);

    expect(endpoint).toEqual({ kind: "refused", because: expect.stringContaining(because) });
    expect(JSON.stringify(endpoint)).not.toContain("secret");
  });
});
