import { describe, expect, it } from "@jest/globals";
import { giveMemoryBack } from "./give-memory-back.js";

const megabyte = 1e6;

describe("giveMemoryBack", () => {
  it("leaves the heap no larger than what is alive needs", () => {
    let garbage: unknown = Array.from({ length: 2_000_000 }, (_, value) => ({ value }));
    const full = process.memoryUsage().heapTotal;
    garbage = undefined;

    giveMemoryBack();

    expect(garbage).toBeUndefined();
    expect(process.memoryUsage().heapTotal).toBeLessThan(full - 30 * megabyte);
    expect(globalThis.gc).toBeUndefined();
  });
});
