import { getEventListeners } from "node:events";
import { GenerateRequest, GenerateResponse } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { type StartWatch, watchedEngine } from "./watched-engine.js";

const request = GenerateRequest.fromPartial({ model: "m", prompt: "Why?" });
const word = GenerateResponse.fromPartial({ part: { $case: "delta", value: { text: "word" } } });
const end = GenerateResponse.fromPartial({ part: { $case: "end", value: { finishReason: "stop" } } });

/** A watch that writes down when it begins and when it is over. */
function notingWatch(notes: string[]): StartWatch {
  return () => {
    notes.push("watch begins");
    return {
      wait: () => undefined,
      came: () => undefined,
      [Symbol.asyncDispose]: async () => void notes.push("watch is over"),
    };
  };
}

describe("a watched engine", () => {
  it.each([
    { name: "closes well", fails: false },
    { name: "fails to close", fails: true },
  ])("is watched no more when its stream closes: $name", async ({ fails }) => {
    const notes: string[] = [];
    const engine = watchedEngine(
      {
        async *generate() {
          try {
            yield end;
          } finally {
            notes.push("stream closes");
            if (fails) await Promise.reject(new Error("it does not close"));
          }
        },
      },
      [notingWatch(notes)],
    );
    const { signal } = new AbortController();
    const leave = async (): Promise<void> => {
      for await (const _ of engine.generate(request, { signal })) break;
    };

    const [left] = await Promise.allSettled([leave()]);

    expect(left.status).toBe(fails ? "rejected" : "fulfilled");
    expect(notes).toEqual(["watch begins", "watch is over", "stream closes"]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("leaves nothing behind when it refuses the call itself", async () => {
    const notes: string[] = [];
    const engine = watchedEngine(
      {
        generate() {
          throw new Error("refused");
        },
      },
      [notingWatch(notes)],
    );
    const { signal } = new AbortController();

    const first = engine.generate(request, { signal })[Symbol.asyncIterator]().next();

    await expect(first).rejects.toThrow("refused");
    expect([notes, getEventListeners(signal, "abort").length]).toEqual([[], 0]);
  });

  it.each([
    { name: "a piece is not shown", part: word, outcome: { status: "rejected", reason: { message: "left" } } },
    { name: "a final record ends it well", part: end, outcome: { status: "fulfilled", value: { value: end } } },
  ])("that is ended while something is on its way: $name", async ({ part, outcome }) => {
    let leave: () => void = () => undefined;
    const ending: StartWatch = (stop) => {
      leave = () => stop(new ProxyError("cancelled", "left"));
      return notingWatch([])(stop);
    };
    const engine = watchedEngine(
      {
        async *generate() {
          leave();
          yield part;
        },
      },
      [ending],
    );

    const first = engine.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]().next();

    expect(await Promise.allSettled([first])).toMatchObject([outcome]);
  });
});
