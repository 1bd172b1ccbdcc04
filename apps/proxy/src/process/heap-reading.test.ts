import { describe, expect, it } from "@jest/globals";
import { heapReader, oldGenerationLimit } from "./heap-reading.js";

const mebibyte = 1024 * 1024;

describe("oldGenerationLimit", () => {
  it.each([
    { what: "without flags", heap: 4288, flags: [], limit: 4096 },
    { what: "of a small heap without flags", heap: 256, flags: [], limit: 128 },
    { what: "with a flag", heap: 292, flags: ["--max-old-space-size=100"], limit: 100 },
    { what: "with V8's spelling", heap: 292, flags: ["--max_old_space_size=100"], limit: 100 },
    { what: "with two flags", heap: 292, flags: ["--max-old-space-size=50", "--max-old-space-size=100"], limit: 100 },
    { what: "with other flags", heap: 4288, flags: ["--max-semi-space-size=8", "--import=x"], limit: 4096 },
  ])("is $limit MiB $what", ({ heap, flags, limit }) => {
    expect(oldGenerationLimit(heap * mebibyte, flags) / mebibyte).toBe(limit);
  });
});

describe("heapReader", () => {
  it("reads something between nothing and the limit", () => {
    const { usedBytes, limitBytes } = heapReader()();

    expect(usedBytes).toBeGreaterThan(mebibyte);
    expect(usedBytes).toBeLessThan(limitBytes);
  });
});
