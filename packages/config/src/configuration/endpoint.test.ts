import { describe, expect, it } from "@jest/globals";
import { addressOf, isLoopback, parseEndpoint } from "./endpoint.js";

describe("an endpoint", () => {
  it.each([
    ["http://127.0.0.1:11434", "127.0.0.1:11434"],
    ["http://localhost:11434/", "127.0.0.1:11434"],
    ["http://LOCALHOST.:11434", "127.0.0.1:11434"],
    ["http://[::1]:11434", "127.0.0.1:11434"],
    ["http://0.0.0.0:11434", "127.0.0.1:11434"],
    ["http://2130706433:11434", "127.0.0.1:11434"],
    ["http://[::ffff:127.0.0.1]:11434", "127.0.0.1:11434"],
    ["http://engines.example", "engines.example:80"],
    ["https://engines.example", "engines.example:443"],
    ["HTTPS://Engines.Example/ollama/", "engines.example:443/ollama"],
    ["http://127.0.0.2:11434", "127.0.0.2:11434"],
  ])("%s leads to %s", (text, place) => {
    expect(parseEndpoint(text)).toEqual(expect.objectContaining({ kind: "endpoint", place }));
  });

  it.each([
    "http://name:secret@h",
    "http://secret@h",
    "ftp://secret",
    "http://h?secret",
    "http://h#secret",
    "http://secret secret",
  ])("is refused without being repeated: %s", (text) => {
    const endpoint = parseEndpoint(text);

    expect(endpoint.kind).toBe("refused");
    expect(JSON.stringify(endpoint)).not.toContain("secret");
  });
});

describe("an address", () => {
  it("is the same for a host to listen on and for an endpoint that reaches it", () => {
    const endpoint = parseEndpoint("http://localhost:50051");

    expect(endpoint.kind === "endpoint" && endpoint.address).toBe(addressOf("127.0.0.1", 50_051));
  });

  it.each([
    ["127.0.0.1", true],
    ["127.1.2.3", true],
    ["::1", true],
    ["localhost", true],
    ["0.0.0.0", false],
    ["::", false],
    ["192.168.0.2", false],
    ["127.example.org", false],
  ])("%s is loopback: %s", (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });
});
