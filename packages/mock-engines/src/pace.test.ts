import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { dueMs, noPace, type Pace } from "./pace.js";
import { textRequest, transcriptRequest } from "./test-bench/requests.js";
import { until } from "./test-bench/until.js";
import { createWorkbench, linesOf } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("the pace of an engine", () => {
  it.each<{ pace: Partial<Pace>; came: ReadonlyArray<readonly [ms: number, records: number]> }>([
    {
      pace: { ttftMs: 100 },
      came: [
        [99, 0],
        [100, 5],
      ],
    },
    {
      pace: { ttftMs: 100, tokensPerSecond: 10 },
      came: [
        [99, 0],
        [100, 1],
        [199, 1],
        [200, 2],
        [400, 4],
        [500, 5],
      ],
    },
    {
      pace: { tokensPerSecond: 10, tokensPerWrite: 2 },
      came: [
        [99, 0],
        [100, 2],
        [300, 4],
        [400, 5],
      ],
    },
  ])("sends a text as $pace says", async ({ pace, came }) => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock, pace });
    const raw = bench.connect(engine);
    raw.send(textRequest("mock:text"));
    await until(() => clock.sleeping === 1);

    for (const [ms, records] of came) {
      await clock.advance(ms - clock.now());
      const seen = await raw.came(({ text }) => linesOf(text).length >= records);
      expect([ms, linesOf(seen.text).length]).toEqual([ms, records]);
    }
    expect(await raw.came(({ isComplete }) => isComplete)).toMatchObject({ isComplete: true });
    expect(clock.sleeping).toBe(0);
  });

  it("makes other work wait for its first byte", async () => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock, pace: { ttftMs: 50 } });
    const raw = bench.connect(engine);
    raw.send(transcriptRequest());
    await until(() => clock.sleeping === 1);
    await clock.advance(49);
    expect(raw.seen().status).toBeNaN();
    await clock.advance(1);

    expect(await raw.came(({ isComplete }) => isComplete)).toMatchObject({ status: 200 });
  });

  it("leaves no timer behind when the client leaves", async () => {
    const clock = new FakeClock();
    const engine = await bench.start({ clock, pace: { ttftMs: 1000, tokensPerSecond: 1 } });
    const raw = bench.connect(engine);
    raw.send(textRequest("mock:text"));
    await until(() => clock.sleeping === 1);
    raw.socket.destroy();
    await engine.whenOpen(0);
    await until(() => clock.sleeping === 0);

    expect(engine.counters()).toMatchObject({ clientLeft: 1, bytes: 0 });
  });

  it("sends all tokens in one chunk when nothing is set, and is the same then", async () => {
    const engine = await bench.start();
    const [atOnce, paced] = [bench.connect(engine), bench.connect(engine)];
    atOnce.send(textRequest("mock:text"));
    const one = await atOnce.came(({ isComplete }) => isComplete);
    engine.setPace({ tokensPerWrite: 1 });
    paced.send(textRequest("mock:text"));
    const five = await paced.came(({ isComplete }) => isComplete);

    expect([one.chunks.length, five.chunks.length]).toEqual([1, 5]);
    expect(five.text).toBe(one.text);
  });

  it("varies the gaps by the jitter, in the same way for the same seed", () => {
    const pace = { ...noPace, tokensPerSecond: 10, jitter: 0.5 };
    const due = (seed: number): readonly number[] => Array.from({ length: 50 }, (_, index) => dueMs(pace, index, seed));

    expect(due(1)).toEqual(due(1));
    expect(due(1)).not.toEqual(due(2));
    expect(due(1).every((ms, index) => index === 0 || Math.abs(ms - 100 * index) <= 25)).toBe(true);
  });
});

describe("the gate of an engine", () => {
  it("sends a token when it is allowed, and no sooner; the final record counts as one", async () => {
    const engine = await bench.start();
    engine.allowTokens(0);
    const raw = bench.connect(engine);
    raw.send(textRequest("mock:text"));
    await engine.whenOpen(1);

    for (const count of [1, 2, 3, 4, 5]) {
      expect(linesOf(raw.seen().text)).toHaveLength(count - 1);
      engine.allowTokens(1);
      await raw.came(({ text }) => linesOf(text).length >= count);
    }
    expect(await raw.came(({ isComplete }) => isComplete)).toMatchObject({ isComplete: true });
  });

  it("lets all go when it is opened, and is the same then", async () => {
    const engine = await bench.start();
    const [free, held] = [bench.connect(engine), bench.connect(engine)];
    free.send(textRequest("mock:text"));
    const whole = await free.came(({ isComplete }) => isComplete);
    engine.allowTokens(2);
    held.send(textRequest("mock:text"));
    await held.came(({ text }) => linesOf(text).length === 2);
    engine.allowTokens(Infinity);

    expect((await held.came(({ isComplete }) => isComplete)).text).toBe(whole.text);
  });

  it("keeps nobody who has left", async () => {
    const engine = await bench.start();
    engine.allowTokens(0);
    const left = bench.connect(engine);
    left.send(textRequest("mock:text"));
    await engine.whenOpen(1);
    left.socket.destroy();
    await engine.whenOpen(0);
    const other = bench.connect(engine);
    other.send(textRequest("mock:text"));
    await engine.whenOpen(1);
    engine.allowTokens(1);

    expect(linesOf((await other.came(({ text }) => linesOf(text).length === 1)).text)).toHaveLength(1);
  });
});
