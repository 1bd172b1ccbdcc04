import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type CommandResult, computeProxy } from "../testing/run-command.js";

jest.setTimeout(60_000);

const demo = fileURLToPath(new URL("../../../../config/demo.yaml", import.meta.url));
const question = (id: string, split: string, prompt: string, value: number): string =>
  `${JSON.stringify({ id, family: "sums", split, difficulty: 1, prompt, grader: { kind: "number", value }, max_tokens: 12 })}\n`;
const questions = [
  question("a", "train", "What is 17 times 23?", 391),
  question("b", "train", "What is 2 + 2?", 4),
  question("c", "train", "What is 3 + 3?", 6),
  question("d", "test", "What is 5 + 4?", 9),
  question("e", "test", "What is 6 + 4?", 10),
].join("");

let folder = "";
const at = (name: string): string => join(folder, name);
const ask = (command: string, ...words: readonly string[]): Promise<CommandResult> =>
  computeProxy([command, "--log", at("answers.jsonl"), "--set", at("set.jsonl"), ...words]);
const live = ["--live", "--config", demo, "--pipeline", "adaptive-text"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evaluate-"));
  await writeFile(at("set.jsonl"), questions);
  await ask("evaluate", ...live, "--out", at("report"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("compute-proxy evaluate --live", () => {
  it("records what each rung of the escalation path answers, and reports", async () => {
    const [header, ...entries] = (await readFile(at("answers.jsonl"), "utf8")).trim().split("\n").map(parsed);

    expect(header).toMatchObject({
      rungs: [
        { name: "small", backend: "ollama-npu", watts: 3, emulated: true },
        { name: "medium", backend: "ollama-intel", watts: 12 },
        { name: "large", backend: "ollama-nvidia", watts: 55 },
      ],
    });
    expect(entries.filter(({ kind }) => kind === "answer")).toHaveLength(15);
    expect(entries.filter(({ kind }) => kind === "self-check")).toHaveLength(10);
    expect(parsed(await readFile(at("report/report.json"), "utf8"))).toMatchObject({ question_set: { count: 5 } });
  });

  it("goes on where it was stopped, even inside a line, and asks nothing twice", async () => {
    const whole = await readFile(at("answers.jsonl"), "utf8");
    const lines = whole.trimEnd().split("\n");
    await writeFile(at("answers.jsonl"), `${lines.slice(0, 6).join("\n")}\n`);
    await appendFile(at("answers.jsonl"), lines[6]?.slice(0, 20) ?? "");

    const { code } = await ask("evaluate", ...live);
    const again = (await readFile(at("answers.jsonl"), "utf8")).trimEnd().split("\n");

    expect(code).toBe(0);
    expect(again).toHaveLength(lines.length);
    expect(again.slice(0, 6)).toEqual(lines.slice(0, 6));
  });

  it("does not mix answers to other questions into a log", async () => {
    await writeFile(at("other.jsonl"), questions.replace("391", "392"));

    const { code, notes } = await ask("evaluate", ...live, "--set", at("other.jsonl"));

    expect(code).toBe(1);
    expect(notes).toContain("was recorded with another question set");
  });
});

describe("compute-proxy evaluate", () => {
  it.each([
    { words: ["--pair", "small"], says: "write two rungs of the log" },
    { words: ["--pair", "small,huge"], says: 'rung "huge" is not in the log; it has small, medium, large' },
    { words: ["--watts", "huge=3"], says: '--watts: rung "huge" is not in the log' },
    { words: ["--watts", "small=0"], says: "must be a number above 0" },
    { words: ["--live"], says: "--live: name the pipeline" },
  ])("says what is wrong with $words", async ({ words, says }) => {
    const { code, notes } = await ask("evaluate", ...words);

    expect(code).toBe(1);
    expect(notes).toContain(says);
  });

  it("takes other watts than the log's", async () => {
    const { code } = await ask("evaluate", "--watts", "small=4,large=80", "--out", at("priced"));

    expect(code).toBe(0);
    expect(parsed(await readFile(at("priced/report.json"), "utf8"))).toMatchObject({
      rungs: [{ watts: 4 }, { watts: 12 }, { watts: 80 }],
    });
  });
});

describe("compute-proxy calibrate", () => {
  it("writes what the training half teaches, for the stage of the pipeline", async () => {
    const { code, out } = await ask(
      "calibrate",
      "--config",
      demo,
      "--pipeline",
      "adaptive-text",
      "--out",
      at("c.json"),
    );

    expect(code).toBe(0);
    expect(out).toMatch(/qwen2\.5:0\.5b +adaptive-text\/\S+ +3 +none/u);
    expect(parsed(await readFile(at("c.json"), "utf8"))).toMatchObject({
      kind: "compute-proxy-calibration",
      question_set: { name: "set.jsonl", count: 5 },
      entries: [{ task: expect.stringMatching(/^adaptive-text\//u) }, {}, {}],
    });
  });
});

function parsed(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
