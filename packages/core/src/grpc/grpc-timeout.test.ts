import { describe, expect, it } from "@jest/globals";
import { grpcTimeout, longestDeadlineMs } from "./grpc-timeout.js";

describe("grpcTimeout", () => {
  it.each([
    { ms: 250, header: "250m" },
    { ms: 0.2, header: "1m" },
    { ms: -5, header: "1m" },
    { ms: 99_999_999, header: "99999999m" },
    { ms: 100_000_000, header: "100000S" },
    { ms: longestDeadlineMs, header: "2147483S" },
  ])("writes $ms ms as $header", ({ ms, header }) => {
    expect(grpcTimeout(ms)).toBe(header);
  });
});
