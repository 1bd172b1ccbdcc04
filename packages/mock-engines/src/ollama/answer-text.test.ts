import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { textRequest } from "../test-bench/requests.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

/** The records of one answer of an engine of six tokens. */
async function recordsOf(more: object, path = "/api/generate"): Promise<ReadonlyArray<Record<string, unknown>>> {
  const { url } = await bench.start({ tokens: 6 });
  return linesOf((await exchange(url, { ...textRequest("mock:text", { logprobs: false, ...more }), path })).text);
}

const full = "turns light turns cold bread or";

describe("an answer in text", () => {
  it.each([
    { options: {}, text: full, reason: "stop", count: 6 },
    { options: { num_predict: 2 }, text: "turns light", reason: "length", count: 2 },
    { options: { num_predict: 6 }, text: full, reason: "stop", count: 6 },
    { options: { num_predict: 0 }, text: full, reason: "stop", count: 6 },
    { options: { num_predict: -1 }, text: full, reason: "stop", count: 6 },
    { options: { stop: ["cold"] }, text: "turns light turns ", reason: "stop", count: 4 },
    { options: { stop: ["ght t", "bread"] }, text: "turns li", reason: "stop", count: 2 },
    { options: { stop: ["cold"], num_predict: 2 }, text: "turns light", reason: "length", count: 2 },
    { options: { stop: [""] }, text: full, reason: "stop", count: 6 },
  ])("obeys $options", async ({ options, text, reason, count }) => {
    const records = await recordsOf({ options });

    expect(records.map(({ response }) => response).join("")).toBe(text);
    expect(records.at(-1)).toMatchObject({ done: true, done_reason: reason, eval_count: count });
    expect(records.slice(0, -1).every(({ done }) => done === false)).toBe(true);
  });

  it.each([
    { what: "a prompt", more: {}, path: "/api/generate" },
    { what: "messages", more: { prompt: undefined, messages: [{ role: "user", content: "Hi" }] }, path: "/api/chat" },
  ])("has the same text in one record as in a stream, for $what", async ({ more, path }) => {
    const stream = await recordsOf({ ...more, options: {} }, path);
    const [whole, ...rest] = await recordsOf({ ...more, options: {}, stream: false }, path);
    const textOf = ({ response, message }: Record<string, unknown>): unknown =>
      response ?? Reflect.get(message ?? {}, "content");

    expect(rest).toEqual([]);
    expect(textOf(whole ?? {})).toBe(stream.map(textOf).join(""));
    expect(whole).toMatchObject({ done: true, done_reason: "stop", eval_count: 6 });
  });

  it.each([
    { more: { prompt: "" }, path: "/api/generate", reason: "load" },
    { more: { prompt: "", keep_alive: 0 }, path: "/api/generate", reason: "unload" },
    { more: { messages: [] }, path: "/api/chat", reason: "load" },
  ])("is none where there is nothing to read: $path $more", async ({ more, path, reason }) => {
    const records = await recordsOf(more, path);

    expect(records).toMatchObject([{ done: true, done_reason: reason }]);
    expect(records[0]).not.toHaveProperty("eval_count");
  });

  it("leaves out counters that are 0", async () => {
    const [, final] = await recordsOf({ options: { num_predict: 1 } });

    expect(final).toMatchObject({ eval_count: 1, prompt_eval_count: 1 });
    expect(final).not.toHaveProperty("eval_duration");
  });

  it("has log probabilities when they are asked for, at most 0, the same for the same prompt", async () => {
    const [asked, again, other] = await Promise.all([
      recordsOf({ logprobs: true, options: {} }),
      recordsOf({ logprobs: true, options: {} }),
      recordsOf({ logprobs: true, options: {}, prompt: "Something else" }),
    ]);
    const values = (records: ReadonlyArray<Record<string, unknown>> | undefined): number[] =>
      (records ?? []).flatMap(({ logprobs }) =>
        ((logprobs ?? []) as Array<{ logprob: number }>).map(({ logprob }) => logprob),
      );

    expect(values(asked)).toHaveLength(6);
    expect(values(asked).every((value) => value < 0)).toBe(true);
    expect(values(again)).toEqual(values(asked));
    expect(values(other)).not.toEqual(values(asked));
    expect(await recordsOf({})).not.toContainEqual(expect.objectContaining({ logprobs: expect.anything() }));
  });

  it("names the token first among the alternatives that are asked for", async () => {
    const [first] = await recordsOf({ logprobs: true, top_logprobs: 3 });

    expect(first).toMatchObject({
      response: "turns",
      logprobs: [{ token: "turns", bytes: [116, 117, 114, 110, 115], top_logprobs: [{ token: "turns" }, {}, {}] }],
    });
  });

  it("is another one for another seed", async () => {
    const { url } = await bench.start({ seed: 2, tokens: 6 });
    const [record] = linesOf((await exchange(url, textRequest("mock:text", { stream: false }))).text);

    expect(record?.["response"]).not.toBe(full);
  });
});
