import { afterEach, describe, expect, it } from "@jest/globals";
import { doneLine, jsonLine, reply, textLine } from "./test-bench/ollama-lines.js";
import { createWorkbench, outcomeOf } from "./test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("a strange answer that can be used", () => {
  it("23: the right body under a wrong content type", async () => {
    const { text } = await bench.outcomeWith(
      reply([textLine("Hi"), doneLine], { headers: { "content-type": "text/html" } }),
    );

    expect(text).toBe("Hi");
  });

  it("28: UTF-8 cut between chunks, one byte at a time", async () => {
    const bytes = [...Buffer.from(textLine("é漢😀") + doneLine)].map((byte) => Uint8Array.of(byte));
    const { text } = await bench.outcomeWith({ kind: "response", body: bytes });

    expect(text).toBe("é漢😀");
  });

  it("29: invalid UTF-8 becomes U+FFFD", async () => {
    const body = [
      Buffer.from('{"response":"a'),
      Uint8Array.of(0xff, 0xc3),
      Buffer.from('b","done":false}\n'),
      Buffer.from(doneLine),
    ];
    const { text } = await bench.outcomeWith({ kind: "response", body });

    expect(text).toBe("a\ufffd\ufffdb");
  });

  it("half a character in JSON becomes U+FFFD", async () => {
    const { text } = await bench.outcomeWith(reply(['{"response":"a\\ud83d","done":false}\n', doneLine]));

    expect(text).toBe("a\ufffd");
  });

  it("39: HTTP/1.0, ended by closing, without a last new line", async () => {
    const url = await bench.rawServer((socket) =>
      socket.end(`HTTP/1.0 200 OK\r\n\r\n${textLine("Hi")}${doneLine.trim()}`),
    );
    const { text, end } = await outcomeOf(bench.adapterFor(url));

    expect(text).toBe("Hi");
    expect(end?.finishReason).toBe("stop");
  });

  it.each([
    { value: -5, used: undefined },
    { value: 1e300, used: undefined },
    { value: "7", used: undefined },
    { value: 1.5, used: undefined },
    { value: null, used: undefined },
    { value: undefined, used: undefined },
    { value: 7, used: 7 },
  ])("40: a counter of $value is $used", async ({ value, used }) => {
    const final = {
      eval_count: value,
      eval_duration: value,
      prompt_eval_count: value,
      prompt_eval_duration: value,
      load_duration: value,
    };
    const { end } = await bench.outcomeWith({ kind: "tokens", tokens: ["Hi"], final });

    expect(end?.usage?.tokensOut).toBe(used);
    expect(end?.usage === undefined).toBe(used === undefined);
  });

  it("41: nonsense in created_at", async () => {
    const { text } = await bench.outcomeWith(reply([textLine("Hi", { created_at: 5 }), doneLine]));

    expect(text).toBe("Hi");
  });

  it.each([{ logprob: 0.5 }, { logprob: null }, { logprob: "x" }, { logprob: undefined }])(
    "43: a logprob of $logprob is unknown, and so are the others of its chunk",
    async ({ logprob }) => {
      const logprobs = [
        { token: "a", logprob: -1 },
        { token: "b", logprob },
      ];
      const { text, logprobs: found } = await bench.outcomeWith(
        reply([textLine("ab", { logprobs }), textLine("c", { logprobs: [{ token: "c", logprob: -2 }] }), doneLine]),
      );

      expect(text).toBe("abc");
      expect(found).toEqual([-2]);
    },
  );

  it.each([
    { what: "null", logprobs: null },
    { what: "an object", logprobs: {} },
    { what: "absent", logprobs: undefined },
    { what: "a thousand and one", logprobs: Array.from({ length: 1001 }, () => ({ token: "a", logprob: -1 })) },
  ])("43: logprobs that are $what are unknown", async ({ logprobs }) => {
    const { text, logprobs: found } = await bench.outcomeWith(reply([textLine("a", { logprobs }), doneLine]));

    expect([text, found]).toEqual(["a", []]);
  });

  it.each([
    { reason: "stop", finish: "stop" },
    { reason: "length", finish: "length" },
    { reason: "load", finish: "unspecified" },
    { reason: 5, finish: "unspecified" },
    { reason: undefined, finish: "unspecified" },
  ])("done_reason $reason is $finish", async ({ reason, finish }) => {
    const { end } = await bench.outcomeWith(
      reply([textLine("Hi"), jsonLine({ response: "", done: true, done_reason: reason })]),
    );

    expect(end?.finishReason).toBe(finish);
  });

  it("blank lines, and text in the final record", async () => {
    const { text } = await bench.outcomeWith(
      reply(["\n\r\n", textLine("a"), "\n", jsonLine({ response: "b", done: true })]),
    );

    expect(text).toBe("ab");
  });
});
