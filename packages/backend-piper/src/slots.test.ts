import { describe, expect, it } from "@jest/globals";
import { createSlots } from "./slots.js";

const noAbort = (): AbortSignal => new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("slots", () => {
  it("let as many in as there are, and the others in the order of their coming", async () => {
    const slots = createSlots(2);
    const inside: string[] = [];
    const enter = async (name: string): Promise<Disposable> => {
      const place = await slots.take(noAbort());
      inside.push(name);
      return place;
    };
    const [first] = [enter("first"), enter("second"), enter("third"), enter("fourth")];
    await settled();
    expect(inside).toEqual(["first", "second"]);

    (await first)?.[Symbol.dispose]();
    await settled();

    expect(inside).toEqual(["first", "second", "third"]);
  });

  it("forget who leaves while waiting", async () => {
    const slots = createSlots(1);
    const held = await slots.take(noAbort());
    const caller = new AbortController();
    const leaving = slots.take(caller.signal);
    const staying = slots.take(noAbort());

    caller.abort();
    await expect(leaving).rejects.toMatchObject({ code: "cancelled" });
    held[Symbol.dispose]();

    expect(await staying).toBeDefined();
  });

  it("pass a turn on that comes in the moment of leaving", async () => {
    const slots = createSlots(1);
    const held = await slots.take(noAbort());
    const caller = new AbortController();
    const leaving = slots.take(caller.signal);
    const staying = slots.take(noAbort());

    caller.abort();
    held[Symbol.dispose]();

    await expect(leaving).rejects.toMatchObject({ code: "cancelled" });
    expect(await staying).toBeDefined();
  });

  it("give a place back once, however often it is disposed", async () => {
    const slots = createSlots(1);
    const held = await slots.take(noAbort());
    held[Symbol.dispose]();
    held[Symbol.dispose]();
    await slots.take(noAbort());
    let cameIn = false;
    void slots.take(noAbort()).then(() => (cameIn = true));
    await settled();

    expect(cameIn).toBe(false);
  });

  it("take nobody whose signal has aborted", async () => {
    await expect(createSlots(1).take(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});
