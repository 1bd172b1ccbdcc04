import type { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createPatience, type Patience, type WaitLimits } from "./patience.js";

const engine = { program: "Engine", id: "npu", endpoint: "http://10.0.0.2:1" };
const limits: WaitLimits = { firstMs: 100, idleMs: 50, totalMs: 200 };

interface Watched {
  readonly clock: FakeClock;
  readonly patience: Patience;
  readonly ends: ProxyError[];
}
function watched(some: Partial<WaitLimits> = {}): Watched {
  const clock = new FakeClock();
  const ends: ProxyError[] = [];
  const patience = createPatience({ ...limits, ...some }, engine, clock, (error) => ends.push(error));
  return { clock, patience, ends };
}
/** One wait of so long. */
async function wait({ clock, patience }: Watched, ms: number): Promise<void> {
  patience.begin();
  await clock.advance(ms);
  patience.end();
}
const codes = ({ ends }: Watched): string[] => ends.map(({ code }) => code);

describe("patience", () => {
  it("ends with engine-timeout when the first progress does not come in time", async () => {
    const one = watched();
    one.patience.begin();

    await one.clock.advance(99);
    expect(one.ends).toEqual([]);
    await one.clock.advance(1);

    expect(one.ends).toMatchObject([
      { code: "engine-timeout", backend: "npu", message: expect.stringContaining("sent no answer within 100 ms") },
    ]);
  });

  it("ends with engine-stalled when no further progress comes in time, sooner than the first limit would", async () => {
    const one = watched();
    await wait(one, 30);
    one.patience.progress();
    one.patience.begin();

    await one.clock.advance(49);
    expect(one.ends).toEqual([]);
    await one.clock.advance(1);

    expect(codes(one)).toEqual(["engine-stalled"]);
  });

  it("takes several waits without progress for one, so that dripping bytes are silence", async () => {
    const one = watched();
    for (let count = 0; count < 9; count += 1) await wait(one, 10);
    expect(one.ends).toEqual([]);

    await wait(one, 10);

    expect(codes(one)).toEqual(["engine-timeout"]);
  });

  it("33: ends after all waits together, whatever progress there was", async () => {
    const one = watched();
    for (let count = 0; count < 19; count += 1) {
      await wait(one, 10);
      one.patience.progress();
    }
    expect(one.ends).toEqual([]);

    await wait(one, 10);

    expect(one.ends).toMatchObject([{ code: "engine-timeout", message: expect.stringContaining("200 ms in all") }]);
  });

  it("does not count the time between waits", async () => {
    const one = watched();
    for (let count = 0; count < 5; count += 1) {
      await wait(one, 10);
      one.patience.progress();
      await one.clock.advance(10_000);
    }

    expect(one.ends).toEqual([]);
  });

  it("sets one timer for a thousand waits", async () => {
    const one = watched({ totalMs: 1_000_000 });
    let sleeps = 0;
    const { clock } = one;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) => {
      sleeps += 1;
      return sleep(ms, signal);
    };
    for (let count = 0; count < 1000; count += 1) {
      one.patience.begin();
      one.patience.end();
      one.patience.progress();
    }

    // One for the first limit, one for the shorter one that follows.
    expect(sleeps).toBe(2);
  });

  it("leaves no timer behind", async () => {
    const one = watched();
    one.patience.begin();
    expect(one.clock.sleeping).toBe(1);

    one.patience[Symbol.dispose]();
    await one.clock.advance(1000);

    expect([one.clock.sleeping, one.ends]).toEqual([0, []]);
  });
});
