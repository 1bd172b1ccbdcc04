import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logLine, parseQuestions, questionSetDigest } from "@compute-proxy/evaluation";
import { textOf } from "@compute-proxy/client";
import { parseCalibrationFile } from "@compute-proxy/calibration";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type CommandResult, computeProxy } from "../testing/run-command.js";
import { type ProxyFiles, startTestProxy, type TestProxy } from "../testing/test-proxy.js";

// Forty runs, and a process for each command.
jest.setTimeout(60_000);

/** A proxy with one simulated device and two pipelines that ask it. */
function simulated(more: Readonly<Record<string, string>> = {}): ProxyFiles {
  const device = {
    id: "small",
    type: "simulated",
    hardware: "npu",
    characteristics: { avg_latency_ms: 1, max_tokens_per_second: 100_000 },
    models: { preferred: ["qwen2.5:0.5b"] },
  };
  const policy = { enable_confidence_check: true, min_confidence: 0.01, escalation_path: ["small"] };
  const stage = { id: "answer", type: "text_generation", preferred_backend: "small", forwarding_policy: policy };
  const calibration = Object.hasOwn(more, "c.json") ? { calibration: { file: "FOLDER/c.json" } } : {};
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends: [device],
      routing: { default_backend: "small" },
      health: { enabled: false },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
      ...calibration,
    }),
    pipelines: JSON.stringify({ pipelines: ["chat", "rare"].map((id) => ({ id, stages: [stage] })) }),
    more,
  };
}

/** Asks for `count` things, and reports each answer by what it says that it stands for. */
async function ask({ client }: TestProxy, pipeline: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const result = await client.runPipeline(pipeline, `Tell me about thing ${number}.`);
    const good = textOf(result)?.includes("stands for a right answer") === true;
    await client.reportOutcome({ runId: result.runId, good });
  }
}

async function confidenceAt({ client }: TestProxy, pipeline: string) {
  const { stageResults } = await client.runPipeline(pipeline, "Tell me about something else.");
  return stageResults[0]?.metadata?.confidenceDetail;
}

const question = JSON.stringify({
  id: "a",
  family: "sums",
  split: "train",
  difficulty: 1,
  prompt: "What is 2 + 2?",
  grader: { kind: "number", value: 4 },
  max_tokens: 12,
});

/** A log of two rungs, with an answer of the smaller one to the question. */
function logOf(...models: readonly [smaller: string, larger: string]): string {
  const device = { engine: "ollama", engine_version: "1", hardware: "npu", emulated: true };
  const rungs = models.map((model) => ({ name: model, backend: model, model, digest: `logged ${model}`, ...device }));
  const header = {
    kind: "header" as const,
    version: 1 as const,
    date: "2026-11-22",
    question_set: { name: "set.jsonl", digest: questionSetDigest(parseQuestions(question, "set.jsonl")), count: 1 },
    rungs,
    settings: { temperature: 0 as const },
    machine: { cpu: "any", cores: 1, memory_gb: 1, load: "none" },
  };
  const answer = {
    kind: "answer" as const,
    question: "a",
    rung: models[0],
    text: "4",
    tokens: [["4", -0.1]] as const,
    ttft_ms: 1,
    duration_ms: 1,
    finish_reason: "stop",
    tokens_in: 5,
    tokens_out: 1,
  };
  return [header, answer].map(logLine).join("");
}

let test: TestProxy;
let out = "";
let folder = "";
const at = (name: string): string => join(folder, name);
const calibrate = (...words: readonly string[]): Promise<CommandResult> => computeProxy(["calibrate", ...words]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "calibrate-"));
  test = await startTestProxy(simulated());
  await ask(test, "chat", 40);
  await ask(test, "rare", 7);
  ({ out } = await calibrate("--outcomes", join(test.folder, "data"), "--out", at("c.json")));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

describe("compute-proxy calibrate --outcomes", () => {
  it("teaches a proxy what users reported of a model at a task, and leaves a task with too few labels as it is", async () => {
    const before = await confidenceAt(test, "chat");

    const taught = await startTestProxy(simulated({ "c.json": await readFile(at("c.json"), "utf8") }));
    const [after, rare] = [await confidenceAt(taught, "chat"), await confidenceAt(taught, "rare")];
    await taught.close();

    expect(before).toMatchObject({ calibrated: false, version: 1, labels: 0 });
    expect(after).toMatchObject({ calibrated: true, version: 2, labels: 40, task: "chat/answer" });
    expect(rare).toMatchObject({ calibrated: false, version: 1, labels: 0 });
  });

  it("says where the labels came from, and that tokens and prompts were not kept", async () => {
    const file = parseCalibrationFile(await readFile(at("c.json"), "utf8"), "c.json");

    expect(file.questionSet).toMatchObject({ name: "reported outcomes", count: 47 });
    expect(file.entries.map((entry) => Object.keys(entry))).toEqual([["model", "modelDigest", "task", "confidence"]]);
  });

  it("prints what was fitted, and how many labels there are and are needed", () => {
    expect(out).toMatch(/qwen2\.5:0\.5b +chat\/answer +40 +platt .* - +-/u);
    expect(out).toMatch(/qwen2\.5:0\.5b +rare\/answer +7 of 20 needed +too few/u);
  });

  it("stands beside what a log teaches of any task", async () => {
    await writeFile(at("set.jsonl"), question);
    await writeFile(at("log.jsonl"), logOf("qwen2.5:0.5b", "llama3:7b"));
    const log = ["--log", at("log.jsonl"), "--set", at("set.jsonl")];

    const { code, notes } = await calibrate(...log, "--outcomes", join(test.folder, "data"), "--out", at("both.json"));
    expect({ code, notes }).toEqual({
      code: 0,
      notes: `wrote ${at("both.json")}: a proxy uses it with calibration.file\n`,
    });
    const file = parseCalibrationFile(await readFile(at("both.json"), "utf8"), "both.json");

    expect(file).toMatchObject({ questionSet: { name: "set.jsonl", count: 1 }, reportedOutcomes: { count: 47 } });
    expect(
      file.entries.map(({ model, task, confidence, earlyExit }) => [model, task, confidence.labels, earlyExit?.kind]),
    ).toEqual([
      ["llama3:7b", "*", 0, "never"],
      ["qwen2.5:0.5b", "chat/answer", 40, undefined],
      ["qwen2.5:0.5b", "*", 1, "never"],
    ]);
  });

  it.each([
    { name: "no folder", words: () => ["--outcomes", at("nowhere")], says: () => `"${at("nowhere")}" does not exist` },
    {
      name: "a folder without the file",
      words: () => ["--outcomes", folder],
      says: () => `--outcomes: "${folder}" holds no outcomes.sqlite: name the data_dir of a proxy`,
    },
    { name: "a file without verdicts", words: () => ["--outcomes", at("fresh")], says: () => "without a verdict" },
    { name: "no labels at all", words: () => [], says: () => "name --log FILE, --outcomes DATA_DIR or both" },
    {
      name: "a pipeline without a log",
      words: () => ["--outcomes", join(test.folder, "data"), "--pipeline", "chat"],
      says: () => "are about a log: name it with --log",
    },
  ])("refuses $name and writes nothing", async ({ words, says }) => {
    await mkdir(at("fresh"), { recursive: true });
    await writeFile(at("fresh/outcomes.sqlite"), "");

    const { code, notes } = await calibrate(...words(), "--out", at("refused.json"));

    expect(code).toBe(1);
    expect(notes).toContain(says());
    await expect(readFile(at("refused.json"))).rejects.toThrow("ENOENT");
  });
});
