import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange, type Seen } from "../test-bench/exchange.js";
import { embedRequest, textRequest } from "../test-bench/requests.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";
import type { textFaults } from "./text.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const token = { done: false, response: expect.any(String), logprobs: [{ logprob: expect.any(Number) }] };
const final = { done: true, done_reason: "length", eval_count: 4 };
const died = { error: "an error was encountered while running the model: unexpected EOF" };

/** What the lines of a stream match; all of them end with their last chunk. Faults that never end are below. */
const rows: Readonly<Record<Exclude<keyof typeof textFaults, "endless">, readonly object[]>> = {
  "no-final-record": [token, token, token, token],
  "error-line": [token, token, died],
  "error-only": [died],
  "second-final": [token, token, token, token, final, { done: true, eval_count: 999 }, { response: " after the end" }],
  repeat: Array.from({ length: 4 }, () => ({ response: "0", done: false })),
  "zero-tokens": [{ response: "", done: true, done_reason: "stop" }],
  "wrong-types": Array.from({ length: 5 }, () => ({ response: 42, done: "yes" })),
  "missing-response": [...Array.from({ length: 4 }, () => ({ done: false })), final],
  "nonsense-counters": [token, token, token, token, { done: true, eval_count: 1e18, prompt_eval_count: -7 }],
  "nonsense-created-at": Array.from({ length: 5 }, () => ({ created_at: "yesterday" })),
  "positive-logprob": [...Array.from({ length: 4 }, () => ({ logprobs: [{ logprob: 0.5 }] })), final],
  "null-logprob": [...Array.from({ length: 4 }, () => ({ logprobs: [{ logprob: null }] })), final],
  "no-logprobs": [...Array.from({ length: 4 }, () => ({ done: false })), final],
};

/** Fields that must be missing, from every record. */
const lacking: Partial<Record<keyof typeof rows, string>> = {
  "no-logprobs": "logprobs",
  "missing-response": "response",
  "zero-tokens": "eval_count",
};

describe("a fault of a stream of text", () => {
  it.each(Object.entries(rows))("%s", async (name, records) => {
    const { url } = await bench.start();
    const seen = await exchange(url, textRequest(`fault:${name}`));

    expect(seen).toMatchObject({ status: 200, isComplete: true, end: "closed" });
    const lines = linesOf(seen.text);
    expect(lines).toHaveLength(records.length);
    expect(lines).toMatchObject(records);
    const lack = lacking[name as keyof typeof rows];
    expect(lines.filter((line) => lack !== undefined && lack in line)).toEqual([]);
  });

  it.each([
    { fault: "no-final-record?after=2", count: 2, last: token },
    { fault: "error-line?after=0", count: 1, last: died },
  ])("begins where $fault says", async ({ fault, count, last }) => {
    const { url } = await bench.start();
    const lines = linesOf((await exchange(url, textRequest(`fault:${fault}`))).text);

    expect(lines).toHaveLength(count);
    expect(lines.at(-1)).toMatchObject(last);
  });

  it("repeats a token 30 times at most", async () => {
    const { url } = await bench.start();
    const { text } = await exchange(url, textRequest("fault:repeat", { options: {} }));

    expect(linesOf(text)).toHaveLength(30);
  });

  it("is endless until the client leaves, whatever num_predict says", async () => {
    const engine = await bench.start();
    const raw = bench.connect(engine);
    raw.send(textRequest("fault:endless"));
    const seen = await raw.came(({ chunks }) => chunks.length > 500);
    raw.socket.destroy();
    await engine.whenOpen(0);

    expect(linesOf(seen.text).filter((line) => line["done"] !== false)).toEqual([]);
    expect(engine.counters()).toMatchObject({ attempts: 1, clientLeft: 1 });
  });

  it.each<{ fault: string; status: number; record: object; lacks: string }>([
    {
      fault: "no-final-record",
      status: 200,
      record: { done: false, response: expect.any(String) },
      lacks: "eval_count",
    },
    { fault: "error-line", status: 500, record: died, lacks: "done" },
    { fault: "repeat", status: 200, record: { done: false, response: "0000" }, lacks: "done_reason" },
    { fault: "wrong-types", status: 200, record: { done: "yes", response: 42 }, lacks: "error" },
  ])("shows in an answer without a stream too: $fault", async ({ fault, status, record, lacks }) => {
    const { url } = await bench.start();
    const seen: Seen = await exchange(url, textRequest(`fault:${fault}`, { stream: false }));
    const [body] = linesOf(seen.text);

    expect(seen.status).toBe(status);
    expect(body).toMatchObject(record);
    expect(body).not.toHaveProperty(lacks);
  });

  it("shows in /api/chat where the text is", async () => {
    const { url } = await bench.start();
    const body = JSON.stringify({ model: "fault:wrong-types", messages: [{ role: "user", content: "Hi" }] });
    const [first] = linesOf((await exchange(url, { path: "/api/chat", body })).text);

    expect(first).toMatchObject({ message: { role: "assistant", content: 42 } });
  });

  it("answers an embedding with nothing but an error: error-only", async () => {
    const { url } = await bench.start();

    expect(linesOf((await exchange(url, embedRequest("fault:error-only"))).text)).toEqual([died]);
  });
});
