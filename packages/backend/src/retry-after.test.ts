import { describe, expect, it } from "@jest/globals";
import { retryAfter, saysBusy } from "./retry-after.js";

describe("Retry-After", () => {
  it.each([
    { header: "3", ms: 3000 },
    { header: " 3 ", ms: 3000 },
    { header: "0", ms: 0 },
    { header: "999999999", ms: 3_600_000 },
    { header: "-1", ms: undefined },
    { header: "soon", ms: undefined },
    { header: "Wed, 21 Oct 2026 07:28:00 GMT", ms: undefined },
    { header: "", ms: undefined },
    { header: ["3", "4"], ms: undefined },
    { header: undefined, ms: undefined },
  ])("of $header is $ms ms", ({ header, ms }) => {
    expect(retryAfter(header)).toBe(ms);
  });
});

describe("a refusal", () => {
  it.each([
    { status: 429, header: undefined, said: undefined, busy: true },
    { status: 503, header: "1", said: undefined, busy: true },
    { status: 503, header: "soon", said: undefined, busy: true },
    { status: 503, header: undefined, said: "server busy, please try again", busy: true },
    { status: 503, header: undefined, said: undefined, busy: false },
    { status: 503, header: undefined, said: "service unavailable", busy: false },
    { status: 500, header: "1", said: "busy", busy: false },
  ])(
    "of $status, Retry-After $header, '$said' says that the engine is busy: $busy",
    ({ status, header, said, busy }) => {
      expect(saysBusy(status, header, said)).toBe(busy);
    },
  );
});
