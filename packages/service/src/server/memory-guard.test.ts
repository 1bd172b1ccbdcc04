import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import type { HeapReading } from "./heap-pressure.js";
import { startMemoryGuard } from "./memory-guard.js";

const limitBytes = 1000;
const refused = expect.objectContaining({ code: "overloaded", retryAfterMs: 1000 });

function guarded() {
  const clock = new FakeClock();
  const heap = { usedBytes: 0, limitBytes };
  const heard: Array<{ readonly isRefusing: boolean; readonly used: number }> = [];
  const guard = startMemoryGuard({
    clock,
    readHeap: (): HeapReading => ({ ...heap }),
    onPressure: (isRefusing, { usedBytes }) => heard.push({ isRefusing, used: usedBytes }),
  });
  return { clock, heap, heard, guard };
}

describe("startMemoryGuard", () => {
  it("admits until a sample shows a full heap, refuses until one shows room again, and says both once", async () => {
    const { clock, heap, heard, guard } = guarded();

    heap.usedBytes = 950;
    expect(() => guard.admit()).not.toThrow();
    await clock.advance(250);
    expect(() => guard.admit()).toThrow(refused);
    heap.usedBytes = 870;
    await clock.advance(500);
    expect(() => guard.admit()).toThrow(refused);
    heap.usedBytes = 100;
    await clock.advance(250);
    expect(() => guard.admit()).not.toThrow();

    expect(heard).toEqual([
      { isRefusing: true, used: 950 },
      { isRefusing: false, used: 100 },
    ]);
    guard.close();
  });

  it("leaves no timer behind when it is closed", async () => {
    const { clock, guard } = guarded();

    await clock.advance(1000);
    guard.close();
    await clock.advance(0);

    expect(clock.sleeping).toBe(0);
  });
});
