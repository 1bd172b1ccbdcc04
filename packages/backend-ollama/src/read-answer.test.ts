import { describe, expect, it } from "@jest/globals";
import { answerReader, type AnswerReader } from "./read-answer.js";
import { doneLine, textLine } from "./test-bench/ollama-lines.js";

const engine = { program: "Ollama", id: "npu", endpoint: "http://10.0.0.2:11434" };

function readerOf(maxTokens?: number): AnswerReader {
  return answerReader({ endpoint: "/api/generate", engine, modelDigest: "d", maxTokens });
}

/** The text of each delta and the reason of the end, in order. */
function read(reader: AnswerReader, lines: readonly string[]): string[] {
  const seen: string[] = [];
  for (const { part } of reader.parts(lines)) {
    if (part?.$case === "delta") seen.push(part.value.text);
    if (part?.$case === "end") seen.push(`(${part.value.finishReason})`);
  }
  return seen;
}

describe("answerReader", () => {
  it("gives the text that came together in one delta, then the end", () => {
    const reader = readerOf();

    expect(read(reader, [textLine("a"), textLine("b")])).toEqual(["ab"]);
    expect(reader.isFinal()).toBe(false);
    expect(read(reader, [textLine("c"), doneLine])).toEqual(["c", "(stop)"]);
    expect(reader.isFinal()).toBe(true);
  });

  it("keeps the logprobs of all records of a delta, in order", () => {
    const lines = [-1, -2].map((logprob) => textLine("a", { logprobs: [{ token: "a", logprob }] }));
    const [message] = readerOf().parts(lines);

    const delta = message?.part?.$case === "delta" ? message.part.value : undefined;
    expect(delta?.logprobs.map(({ logprob }) => logprob)).toEqual([-1, -2]);
  });

  it("tells in how many records the text of a delta came: so many tokens at least", () => {
    const [message] = readerOf().parts([textLine("a"), textLine(""), textLine("b"), textLine("c")]);

    expect(message?.part?.$case === "delta" ? message.part.value : undefined).toMatchObject({ text: "abc", pieces: 3 });
  });

  it.each([
    { what: "a line that is no JSON", line: "{", code: "engine-unreadable" },
    { what: "an error of the engine", line: '{"error":"no memory"}', code: "engine-failed" },
  ])("gives the text before $what, and then fails", ({ line, code }) => {
    const messages = readerOf().parts([textLine("a"), line]);
    const parts = messages[Symbol.iterator]();

    expect(parts.next().value).toMatchObject({ part: { value: { text: "a" } } });
    expect(() => parts.next()).toThrow(expect.objectContaining({ code }));
  });

  it("cuts an answer that goes on past its limit, wherever in what came together", () => {
    const reader = readerOf(1);

    expect(
      read(
        reader,
        Array.from({ length: 20 }, () => textLine("a")),
      ),
    ).toEqual(["a".repeat(17), "(length)"]);
    expect(reader.isFinal()).toBe(false);
  });
});
