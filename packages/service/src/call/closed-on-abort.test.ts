import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { closedOnAbort } from "./closed-on-abort.js";

function source(items: readonly number[]): {
  readonly stream: AsyncIterable<number>;
  readonly closed: Promise<void>;
  pulled(): number;
} {
  const closed = deferred();
  let pulled = 0;
  async function* produce(): AsyncIterable<number> {
    try {
      for (const item of items) {
        pulled += 1;
        yield item;
      }
    } finally {
      closed.resolve();
    }
  }
  return { stream: produce(), closed: closed.promise, pulled: () => pulled };
}

describe("closedOnAbort", () => {
  it("passes every item on and pulls none ahead", async () => {
    const { stream, pulled } = source([1, 2, 3]);
    const seen: Array<readonly [number, number]> = [];

    for await (const item of closedOnAbort(stream, new AbortController().signal)) seen.push([item, pulled()]);

    expect(seen).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("closes the source at the abort although the reader does not pull, and then throws the reason", async () => {
    const { stream, closed } = source([1, 2, 3]);
    const controller = new AbortController();
    const reader = closedOnAbort(stream, controller.signal);
    await reader.next();

    controller.abort(new ProxyError("deadline-exceeded", "late"));
    await closed;

    await expect(reader.next()).rejects.toMatchObject({ code: "deadline-exceeded" });
  });

  it("closes the source when the reader leaves", async () => {
    const { stream, closed, pulled } = source([1, 2, 3]);

    for await (const _ of closedOnAbort(stream, new AbortController().signal)) break;
    await closed;

    expect(pulled()).toBe(1);
  });
});
