import { readFile } from "node:fs/promises";
import { Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { scriptedOutcomes, startTestService } from "@compute-proxy/service/testing";
import { expect, it } from "@jest/globals";
import { createComputeClient, isComputeError, textOf, textStream } from "./index.js";

it("calls, as the README shows", async () => {
  const backend = scriptedBackend({ id: "npu" }, () => ({ deltas: ["Green", " plants"] }));
  const explain = Pipeline.fromPartial({
    id: "explain",
    stages: [{ id: "say", type: "text_generation", model: "small" }],
  });
  const outcomes = scriptedOutcomes({ runId: "call-1", stageId: "say" });
  const service = await startTestService({ backends: [backend], pipelines: [explain], outcomes });
  const { address } = service;
  const said: unknown[] = [];
  const console = { log: (...words: readonly unknown[]) => said.push(...words) };

  // README
  const client = createComputeClient({ address, deadlineMs: 60_000 });
  const response = await client.runPipeline("explain", "Why are plants green?");
  console.log(textOf(response));
  // README

  // README
  for await (const step of textStream(client.streamPipeline("explain", "Why are plants green?"))) {
    if (step.kind !== "end") console.log(step.current);
  }
  // README

  // README
  const { runId } = response;
  const { task, labels } = await client.reportOutcome({ runId, good: true });
  console.log(task, labels);
  // README

  // README
  try {
    await client.runPipeline("explian", "Why are plants green?");
  } catch (error) {
    if (isComputeError(error)) console.log(error.code, error.message);
  }
  client.close();
  // README

  expect(said).toEqual([
    "Green plants",
    "Green",
    "Green plants",
    "p/say",
    1,
    "NOT_FOUND",
    'pipeline "explian" is not defined (did you mean "explain"?)',
  ]);
  await service.close();
});

it("has the same text in the README", async () => {
  const [readme, source] = await Promise.all(["../README.md", "./example.test.ts"].map(read));

  expect(blocks(readme ?? "")).toEqual(marked(source ?? ""));
});

function read(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

/** The README's first block, without its imports, by its paragraphs. */
function blocks(readme: string): readonly string[] {
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  return code
    .replace(/^import .*\n/gm, "")
    .trim()
    .split("\n\n");
}

/** What stands between two README marks, as it would stand at the margin. */
function marked(source: string): readonly string[] {
  return [...source.matchAll(/^ {2}\/\/ README\n([\s\S]*?)\n {2}\/\/ README$/gm)].map(([, code = ""]) =>
    code.replace(/^ {2}/gm, ""),
  );
}
