import { describe, expect, it } from "@jest/globals";
import { createTurns } from "./take-turns.js";

const never = new AbortController().signal;

describe("turns", () => {
  it("go to those who wait in the order in which they came", async () => {
    const turns = createTurns();
    const order: string[] = [];
    const first = await turns.take(never);
    const others = ["second", "third"].map(async (name) => {
      using _turn = await turns.take(never);
      order.push(name);
    });

    first[Symbol.dispose]();
    await Promise.all(others);

    expect(order).toEqual(["second", "third"]);
    expect(turns.taken()).toBe(false);
  });

  it("pass over one who left the queue, with the reason of the leaving", async () => {
    const turns = createTurns();
    const leaving = new AbortController();
    const first = await turns.take(never);
    const left = turns.take(leaving.signal);
    const third = turns.take(never);

    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    first[Symbol.dispose]();

    (await third)[Symbol.dispose]();
    expect(turns.taken()).toBe(false);
  });

  it("are passed on once, however often the holder lets go", async () => {
    const turns = createTurns();
    const first = await turns.take(never);
    const second = turns.take(never);
    const third = turns.take(never);
    let thirdHasIt = false;
    void third.then(() => (thirdHasIt = true));

    first[Symbol.dispose]();
    first[Symbol.dispose]();
    await second;
    await new Promise((resolve) => setImmediate(resolve));

    expect(thirdHasIt).toBe(false);
    (await second)[Symbol.dispose]();
    (await third)[Symbol.dispose]();
  });

  it("are not given to one who has aborted before", async () => {
    const turns = createTurns();

    await expect(turns.take(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    expect(turns.taken()).toBe(false);
  });
});
