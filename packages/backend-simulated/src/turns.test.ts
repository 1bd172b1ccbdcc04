import { describe, expect, it } from "@jest/globals";
import { createTurns } from "./turns.js";

const patient = (): AbortSignal => new AbortController().signal;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("turns", () => {
  it("come one at a time, first come first served", async () => {
    const turns = createTurns();
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      using _ = await turns.take(patient());
      order.push(`${name} begins`);
      await settle();
      order.push(`${name} ends`);
    };

    await Promise.all([work("a"), work("b"), work("c")]);

    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("pass over a caller who has left the queue", async () => {
    const turns = createTurns();
    const impatient = new AbortController();
    const first = await turns.take(patient());
    const second = turns.take(impatient.signal);
    let thirdHasIt = false;
    const third = turns.take(patient()).then(() => (thirdHasIt = true));

    impatient.abort();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    expect(thirdHasIt).toBe(false);

    first[Symbol.dispose]();
    expect(await third).toBe(true);
  });
});
