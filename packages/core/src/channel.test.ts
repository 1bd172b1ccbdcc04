import { describe, expect, it } from "@jest/globals";
import { createChannel } from "./channel.js";
import { ProxyError } from "./proxy-error.js";

const never = new AbortController().signal;

describe("a channel", () => {
  it("gives what was pushed, in order, and ends when it is closed", async () => {
    const channel = createChannel<number>(4);
    for (const value of [1, 2, 3]) await channel.push(value, never);
    channel.close();

    const read: number[] = [];
    for await (const value of channel) read.push(value);

    expect(read).toEqual([1, 2, 3]);
  });

  it("holds the producer back when it is full", async () => {
    const channel = createChannel<number>(1);
    await channel.push(1, never);
    let pushed = false;
    const second = channel.push(2, never).then(() => (pushed = true));
    await new Promise((resolve) => setImmediate(resolve));
    const before = pushed;

    const values = channel[Symbol.asyncIterator]();
    await values.next();
    await second;

    expect([before, pushed]).toEqual([false, true]);
    await values.return?.();
  });

  it("lets the producer go when the consumer has left", async () => {
    const channel = createChannel<number>(1);
    await channel.push(1, never);
    const second = channel.push(2, never);

    for await (const _ of channel) break;

    await expect(second).resolves.toBeUndefined();
  });

  it("ends the wait of a producer whose signal aborts", async () => {
    const controller = new AbortController();
    const channel = createChannel<number>(1);
    await channel.push(1, controller.signal);
    const second = channel.push(2, controller.signal);

    controller.abort();

    await expect(second).rejects.toMatchObject({ code: "cancelled" });
  });

  it("throws the error that it was closed with, after what was pushed before", async () => {
    const channel = createChannel<number>(2);
    await channel.push(1, never);
    channel.close(new ProxyError("engine-reset", "broken"));
    const values = channel[Symbol.asyncIterator]();

    expect(await values.next()).toEqual({ done: false, value: 1 });
    await expect(values.next()).rejects.toThrow("broken");
  });
});
