import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createRetryBudget } from "./retry-budget.js";

function spend(calls: number): { readonly afforded: number; readonly clock: FakeClock; readonly take: () => boolean } {
  const clock = new FakeClock();
  const budget = createRetryBudget(clock);
  for (let call = 0; call < calls; call += 1) budget.call();
  const afforded = Array.from({ length: calls + 10 }, () => budget.take()).filter(Boolean).length;
  return { afforded, clock, take: () => budget.take() };
}

describe("the retry budget", () => {
  it.each([
    { calls: 0, afforded: 3 },
    { calls: 15, afforded: 3 },
    { calls: 20, afforded: 4 },
    { calls: 1000, afforded: 200 },
  ])("affords $afforded for $calls calls", ({ calls, afforded }) => {
    expect(spend(calls).afforded).toBe(afforded);
  });

  it("says whether one more can be afforded without charging it", () => {
    const budget = createRetryBudget(new FakeClock());

    const before = [budget.affords(), budget.affords(), budget.affords(), budget.affords()];
    while (budget.take());

    expect(before).toEqual([true, true, true, true]);
    expect(budget.affords()).toBe(false);
  });

  it("forgets what is older than 10 s, and nothing before", async () => {
    const { clock, take } = spend(0);

    await clock.advance(9999);
    expect(take()).toBe(false);
    await clock.advance(1);
    expect(take()).toBe(true);
  });

  it("never affords more than a fifth and three in any 10 s, however calls and failures come", async () => {
    const clock = new FakeClock();
    const budget = createRetryBudget(clock);
    const log: Array<{ readonly at: number; readonly taken: boolean }> = [];
    for (let step = 0; step < 3000; step += 1) {
      budget.call();
      log.push({ at: clock.now(), taken: budget.take() });
      await clock.advance((step * 37) % 50);
    }

    const between = (from: number, to: number) => log.filter(({ at }) => at > from && at <= to);
    const excess = log.filter(({ at }) => {
      const taken = between(at - 9000, at).filter((entry) => entry.taken).length;
      return taken > 3 + 0.2 * between(at - 19_000, at).length;
    });
    expect(log.filter(({ taken }) => taken).length).toBeGreaterThan(100);
    expect(excess).toEqual([]);
  });
});
