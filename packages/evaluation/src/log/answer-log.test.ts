import { describe, expect, it } from "@jest/globals";
import type { LogEntry, LogHeader } from "./answer-log.js";
import { parseAnswerLog } from "./parse-answer-log.js";
import { logLine } from "./print-answer-log.js";

const rung = (name: string) => ({
  name,
  backend: `ollama-${name}`,
  model: `${name}:1b`,
  digest: "",
  engine: "ollama",
  engine_version: "0.24.0",
  watts: 3,
  hardware: "npu",
  emulated: true,
});
const header: LogHeader = {
  kind: "header",
  version: 1,
  date: "2026-11-22",
  question_set: { name: "q.jsonl", digest: "0".repeat(64), count: 1 },
  rungs: [rung("small"), rung("large")],
  settings: { temperature: 0 },
  machine: { cpu: "a", cores: 2, memory_gb: 4, load: "none" },
};
const answer: LogEntry = {
  kind: "answer",
  question: "q",
  rung: "small",
  text: "Ja 🙂",
  tokens: [["Ja", -0.25]],
  ttft_ms: 3,
  duration_ms: 5,
  finish_reason: "stop",
  tokens_in: 9,
  tokens_out: 1,
};
const failed: LogEntry = { kind: "failed", question: "q", rung: "large", code: "engine-reset" };
const lines = (...items: ReadonlyArray<LogHeader | LogEntry | string>): string =>
  items.map((item) => (typeof item === "string" ? `${item}\n` : logLine(item))).join("");
const changed = (change: object): string => JSON.stringify({ ...answer, ...change });

describe("an answer log", () => {
  it("comes back as it was written", () => {
    const check: LogEntry = {
      kind: "self-check",
      question: "q",
      rung: "small",
      token: "A",
      logprob: -0.5,
      duration_ms: 1,
    };
    const vector: LogEntry = { kind: "embedding", question: "q", values: [60, -30, 0] };

    expect(parseAnswerLog(lines(header, answer, check, vector, failed), "a.jsonl")).toEqual({
      header,
      entries: [answer, check, vector, failed],
    });
  });

  it("rounds logprobs, and keeps of an embedding its direction", () => {
    expect(
      logLine({
        ...answer,
        tokens: [
          ["a", -0.123456],
          ["b", -0],
        ],
      }),
    ).toContain('[["a",-0.1235],["b",0]]');
    expect(logLine({ kind: "embedding", question: "q", values: [0.5, -0.25, 0.001] })).toContain("[60,-30,0]");
  });

  it.each([
    { name: "nothing", text: "", says: "a.jsonl:1: is not JSON" },
    { name: "no header", text: lines(answer), says: "a.jsonl:1: must" },
    {
      name: "another version",
      text: lines(JSON.stringify({ ...header, version: 2 })),
      says: "a.jsonl:1: version: must be",
    },
    { name: "a cut line", text: `${lines(header, answer)}{"kind":"ans`, says: "a.jsonl:3: is not JSON" },
    {
      name: "an unknown kind",
      text: lines(header, '{"kind":"note"}'),
      says: "a.jsonl:2: `kind` must be one of answer",
    },
    { name: "a missing key", text: lines(header, changed({ text: undefined })), says: "a.jsonl:2: must have required" },
    { name: "an unknown key", text: lines(header, changed({ mood: 1 })), says: 'additional properties "mood"' },
    {
      name: "a probability over 1",
      text: lines(header, changed({ tokens: [["a", 0.1]] })),
      says: "a.jsonl:2: tokens.0.1: must",
    },
    {
      name: "an unknown rung",
      text: lines(header, changed({ rung: "huge" })),
      says: 'a.jsonl:2: rung "huge" is not in the header',
    },
    {
      name: "an answer twice",
      text: lines(header, answer, answer),
      says: 'a.jsonl:3: question "q" already has such a line',
    },
    {
      name: "an answer and its failure",
      text: lines(header, answer, { ...failed, rung: "small" }),
      says: 'a.jsonl:3: question "q" already has such a line',
    },
  ])("with $name is refused with its line", ({ text, says }) => {
    expect(() => parseAnswerLog(text, "a.jsonl")).toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringContaining(says) }),
    );
  });
});
