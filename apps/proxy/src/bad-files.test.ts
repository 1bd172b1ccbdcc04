import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type CommandResult, computeProxy } from "./testing/run-command.js";
import { writeFiles } from "./testing/test-proxy.js";

/** From the specification: who starts with a bad file is told so within that time. A busy machine gets ten tries. */
const longestMs = 2_000;
const mostTries = 10;

const good = `backends: [{ id: demo, type: simulated, hardware: cpu }]
pipelines: { enabled: true, config_file: FOLDER/pipelines.yaml }
`;
const badConfig = `sever: { grpc_port: 0 }
backends:
  - { id: a, type: olama, hardware: npu, endpoint: "http://127.0.0.1:11434" }
  - { id: b, type: ollama, hardware: npu, endpoint: "ftp://user:hush@127.0.0.1:11434" }
  - { id: b, type: simulated, hardware: cpu }
  - { id: c, type: simulated, hardware: cqu }
`;
const badPipelines = `pipelines:
  - { id: p, stages: [{ id: s, type: text_generatio }] }
  - { id: q, stages: [{ id: s, type: text_generation, modle: x, when: 'inputs.text == ""' }] }
`;
const ofConfig = [
  '1:1: unknown key "sever" in configuration (did you mean "server"?)',
  '3:20: "type" must be one of',
  '4:53: backend "b": the endpoint must begin with http:// or https://',
  '5:11: backend 2 has the id "b" too: ids must differ',
  '6:41: "hardware" must be one of',
];
const ofPipelines = ['2:38: "type" must be one of', '3:55: unknown key "modle" in stage (did you mean "model"?)'];

const folders: string[] = [];
let badConfigFile: string;
let badPipelinesFile: string;

async function write(config: string, pipelines: string): Promise<string> {
  const folder = await writeFiles({ config, pipelines });
  folders.push(folder);
  return join(folder, "config.yaml");
}

async function fastest(words: readonly string[], tries = 1): Promise<CommandResult & { readonly ms: number }> {
  const began = performance.now();
  const result = await computeProxy(words);
  const ms = performance.now() - began;
  return ms < longestMs || tries === mostTries ? { ...result, ms } : fastest(words, tries + 1);
}

beforeAll(async () => {
  badConfigFile = await write(badConfig, "");
  badPipelinesFile = await write(good, badPipelines);
});

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

describe("bad files", () => {
  it.each([
    { command: "serve", bad: "configuration", file: () => badConfigFile, problems: ofConfig },
    { command: "validate", bad: "configuration", file: () => badConfigFile, problems: ofConfig },
    { command: "validate", bad: "pipelines", file: () => badPipelinesFile, problems: ofPipelines },
  ])(
    "end $command with 1 within 2 s, naming everything that is wrong with the $bad",
    async ({ command, ...row }) => {
      const { code, out, notes, ms } = await fastest([command, "--config", row.file()]);

      expect(code).toBe(1);
      expect(ms).toBeLessThan(longestMs);
      for (const problem of row.problems) expect(out + notes).toContain(problem);
      expect(out + notes).not.toContain("hush");
    },
    60_000,
  );
});
