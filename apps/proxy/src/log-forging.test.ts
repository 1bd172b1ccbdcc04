import type { ComputeServiceClient } from "@compute-proxy/api";
import { type FakeOllama, jsonReply, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { wireClient, type WireClient } from "@compute-proxy/service/testing";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ClientError, Metadata } from "nice-grpc-common";
import { oneEngine } from "./testing/one-engine.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

/** Planted in a prompt, an answer, the metadata, the environment and an error of the engine; no client or log may see one. */
const canaries = ["canary-prompt", "canary-answer", "canary-metadata", "canary-environment"];
const forged = '","level":60,"forged":true,"x":"';
const hostile = [
  `a\n{"level":60,"forged":true}`,
  `a\r\nb`,
  "a\u001b[2J\u001b[31m",
  "a\u2028b",
  "\u202egnorw",
  forged,
  "__proto__",
  "../../etc/passwd",
  "x".repeat(10_000),
];
/** The fields of all lines that the server writes while it serves. */
const known = new Set(
  "level time msg run_id pipeline success ms code reason stage stage_id model failures attempt backend kind from to from_model to_model detail because at".split(
    " ",
  ),
);
const infoLevel = 30;

let engine: FakeOllama;
let test: TestProxy;
let client: WireClient;
let told: string[];

beforeAll(async () => {
  process.env["LOG_FORGING_CANARY"] = "canary-environment";
  engine = await startFakeOllama({
    models: [{ name: "smollm2:135m" }],
    answer: () => ({ kind: "tokens", tokens: ["canary-answer"] }),
    intercept: ({ body }) =>
      JSON.stringify(body).includes("fail, please") ? jsonReply({ error: `no\n${forged}` }, 500) : undefined,
  });
  const files = oneEngine(engine.url);
  const broken = ',{"id":"broken","stages":[]}]}';
  test = await startTestProxy({ ...files, pipelines: files.pipelines.replace(/\]\}$/u, broken) });
  client = wireClient(test.proxy.address);
  told = await everything(client.compute);
});

afterAll(async () => {
  delete process.env["LOG_FORGING_CANARY"];
  client.channel.close();
  await test.close();
  await engine.close();
});

/** Good, bad and failing calls of every kind. Gives all that clients were told of the failed ones. */
async function everything(compute: ComputeServiceClient): Promise<string[]> {
  const options = { metadata: Metadata({ authorization: "Bearer canary-metadata" }) };
  const calls = hostile.flatMap((name) => [
    compute.executePipeline({ pipelineId: name, input: { text: "canary-prompt" } }, options),
    compute.executePipeline(
      { pipelineId: "p", input: { text: "canary-prompt" }, annotations: { custom: { [name]: name } } },
      options,
    ),
    compute.executePipeline(
      { pipelineId: "p", input: { text: "canary-prompt", variables: { [name]: name } } },
      options,
    ),
    compute.generate({ prompt: "canary-prompt", model: name }, options),
    compute.generate({ prompt: "canary-prompt", annotations: { target: name } }, options),
    compute.embed({ text: "canary-prompt", model: name }, options),
    compute.synthesize({ text: "canary-prompt", model: name }, options),
    compute.getPipeline({ pipelineId: name }, options),
    compute.listPipelines({ group: name }, options),
    compute.listBackends({ typeFilter: name }, options),
    compute.generate({ messages: [{ role: name, content: "canary-prompt" }] }, options),
  ]);
  const others = [
    compute.executePipeline({ pipelineId: "broken", input: { text: "canary-prompt" } }, options),
    compute.generate({ prompt: "canary-prompt: fail, please", model: "smollm2:135m" }, options),
    compute.executePipeline({ pipelineId: "p", input: { text: "canary-prompt: fail, please" } }, options),
    compute.executePipeline({ pipelineId: "p", input: { text: "canary-prompt" } }, options),
  ];
  const ends = await Promise.allSettled<unknown>([...calls, ...others]);
  return ends.flatMap((end) => (end.status === "rejected" ? [wordsOf(end.reason)] : []));
}

/** The status, the message and every detail of a failed call. */
function wordsOf(error: unknown): string {
  if (!(error instanceof ClientError)) throw error;
  return `${error.code} ${error.message} ${JSON.stringify("extra" in error ? error.extra : [])}`;
}

describe("a log line", () => {
  it("is one JSON object with known fields, whatever names requests hold", () => {
    const fields = new Set(test.logged.flatMap((line) => Object.keys(line)));

    expect(test.logged.length).toBeGreaterThan(hostile.length);
    expect([...fields].filter((field) => !known.has(field))).toEqual([]);
    expect(test.logged.filter(({ level }) => level === 60)).toEqual([]);
  });

  it("at info tells no prompt, answer, credential or path", () => {
    const lines = test.logged.filter(({ level }) => Number(level) <= infoLevel).map((line) => JSON.stringify(line));

    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [...canaries, test.folder]) {
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    }
  });
});

describe("an error", () => {
  it("tells no prompt, answer, credential, path or stack", () => {
    expect(told.length).toBeGreaterThan(6 * hostile.length);
    for (const secret of [...canaries, test.folder, "node_modules", "    at ", import.meta.dirname]) {
      expect(told.filter((words) => words.includes(secret))).toEqual([]);
    }
  });

  it("names the pipelines file without its folder, and the log has the whole place", () => {
    expect(told.filter((words) => words.includes("pipelines.yaml:1:"))).not.toEqual([]);
    expect(test.logged.filter(({ at }) => String(at).startsWith(`${test.folder}/pipelines.yaml:1:`))).not.toEqual([]);
  });

  it("holds no control characters and no more than 128 characters of a name", () => {
    expect(told.filter((words) => /[\p{Cc}\u2028\u202e]/u.test(words) || words.includes("x".repeat(129)))).toEqual([]);
  });
});
