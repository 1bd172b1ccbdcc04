import { abortReason, ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createLane, type LaneLimits } from "./lane.js";
import type { Priority } from "./priority.js";

const never = new AbortController().signal;
const release = (place: Disposable | undefined): void => place?.[Symbol.dispose]();

function laneOf(limits: LaneLimits, clock = new FakeClock()) {
  const lane = createLane("npu", limits, clock);
  const order: string[] = [];
  const places: Disposable[] = [];
  const come = async (name: string, priority: Priority = "interactive", signal = never): Promise<void> => {
    places.push(await lane.enter(priority, signal));
    order.push(name);
  };
  return { lane, order, places, come, clock };
}

describe("a lane", () => {
  it("lets in as many as there are places, and the next when one is free", async () => {
    const { lane, order, places, come } = laneOf({ maxConcurrent: 2, maxQueued: 5 });
    const all = Promise.all([come("a"), come("b"), come("c")]);
    await Promise.resolve();
    expect(lane.status()).toMatchObject({ running: 2, waiting: { interactive: 1, background: 0 } });

    release(places[0]);
    await all;

    expect(order).toEqual(["a", "b", "c"]);
  });

  it("lets in interactive calls before background ones, in their order", async () => {
    const { order, places, come } = laneOf({ maxConcurrent: 1, maxQueued: 5 });
    await come("first");
    const rest = [come("slow", "background"), come("one"), come("two")];
    for (let index = 0; index < 3; index += 1) {
      release(places[index]);
      await Promise.race(rest.splice(index === 2 ? 0 : 1, 1));
    }

    expect(order).toEqual(["first", "one", "two", "slow"]);
  });

  it("lets a background call in after eight interactive ones", async () => {
    const { order, places, come } = laneOf({ maxConcurrent: 1, maxQueued: 50 });
    await come("first");
    const rest = Promise.all([come("slow", "background"), ...Array.from({ length: 12 }, (_, at) => come(`${at}`))]);
    for (let index = 0; index < 13; index += 1) {
      release(places[index]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await rest;

    expect(order.indexOf("slow")).toBe(9);
  });

  it("refuses when the queue is full, with the time after which a place may be free", async () => {
    const { lane, places, come, clock } = laneOf({ maxConcurrent: 1, maxQueued: 1 });
    await come("a");
    await clock.advance(500);
    release(places[0]);
    await come("b");
    const waiting = come("c");

    await expect(come("d")).rejects.toMatchObject({
      code: "queue-full",
      status: "RESOURCE_EXHAUSTED",
      retryAfterMs: 1000,
    });
    expect(lane.status().refused).toBe(1);

    release(places[1]);
    await waiting;
  });

  it.each([
    { maxQueued: 0, others: [] },
    { maxQueued: 2, others: ["b", "c"] },
  ])("takes who comes back to a full queue of $maxQueued, and lets it in first", async ({ maxQueued, others }) => {
    const { lane, order, places, come } = laneOf({ maxConcurrent: 1, maxQueued });
    await come("a");
    const waiting = others.map((name) => come(name));
    const back = lane.comeBack("interactive", never);
    expect(lane.status()).toMatchObject({ waiting: { interactive: others.length + 1 }, refused: 0 });

    release(places[0]);

    release(await back);
    await waiting[0];
    expect(order).toEqual(["a", ...others.slice(0, 1)]);
    release(places[1]);
    await Promise.all(waiting);
  });

  it("lets nobody come back whose signal has aborted, or aborts while it waits", async () => {
    const { lane, come } = laneOf({ maxConcurrent: 1, maxQueued: 0 });
    await come("a");
    const leaving = new AbortController();
    const left = expect(lane.comeBack("interactive", leaving.signal)).rejects.toMatchObject({ code: "cancelled" });

    leaving.abort();

    await left;
    await expect(lane.comeBack("interactive", leaving.signal)).rejects.toMatchObject({ code: "cancelled" });
    expect(lane.status().waiting.interactive).toBe(0);
  });

  it("refuses what cannot start at once when nobody may wait", async () => {
    const { come } = laneOf({ maxConcurrent: 1, maxQueued: 0 });
    await come("a");

    await expect(come("b")).rejects.toMatchObject({ code: "queue-full", retryAfterMs: 1000 });
  });

  it("forgets who leaves while waiting, and keeps no listener", async () => {
    const { lane, places, come } = laneOf({ maxConcurrent: 1, maxQueued: 1 });
    const leaving = new AbortController();
    await come("a");
    const left = come("b", "interactive", leaving.signal);
    leaving.abort(new ProxyError("deadline-exceeded", "late"));

    await expect(left).rejects.toMatchObject({ code: "deadline-exceeded" });
    expect(lane.status()).toMatchObject({ running: 1, waiting: { interactive: 0 } });
    release(places[0]);
    expect(lane.status().running).toBe(0);
  });

  it("does not let in who has left already", async () => {
    const { lane, come } = laneOf({ maxConcurrent: 1, maxQueued: 1 });
    const signal = AbortSignal.abort();

    await expect(come("a", "interactive", signal)).rejects.toMatchObject({ code: abortReason(signal).code });
    expect(lane.status().running).toBe(0);
  });

  it("counts a place once, however often it is given back", async () => {
    const { lane, places, come } = laneOf({ maxConcurrent: 2, maxQueued: 1 });
    await Promise.all([come("a"), come("b")]);

    release(places[0]);
    release(places[0]);

    expect(lane.status().running).toBe(1);
  });
});
