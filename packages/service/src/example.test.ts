import { readFile } from "node:fs/promises";
import { Pipeline } from "@compute-proxy/api";
import { createRegistry } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { systemClock } from "@compute-proxy/core";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { expect, it } from "@jest/globals";
import { createComputeServer } from "./index.js";
import { wireClient } from "./testing/index.js";

it("serves, as the README shows", async () => {
  const adapter = scriptedBackend({ id: "npu" }, () => ({ deltas: ["Hello"] }));
  const entries = [{ definition: adapter.definition, adapter }];
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 3 }, clock: systemClock });
  const pipeline = Pipeline.fromPartial({
    id: "greet",
    stages: [{ id: "say", type: "text_generation", model: "small" }],
  });
  const catalog: PipelineCatalog = { enabled: true, entries: [{ kind: "ready", pipeline }], groups: [], problems: [] };

  const logger = { error: (...words: readonly unknown[]) => logged.push(words) };
  const logged: unknown[] = [];

  // README
  const server = createComputeServer({
    catalog,
    registry,
    routing: { defaultBackend: undefined, fallbackStrategy: "next_best" },
    clock: systemClock,
    onError: (error, place) => logger.error({ ...place, error }, "internal error"),
  });
  const port = await server.listen("127.0.0.1", 0);
  // README

  const { compute, channel } = wireClient(`127.0.0.1:${port}`);
  await expect(compute.executePipeline({ pipelineId: "greet", input: { text: "hi" } })).resolves.toMatchObject({
    finalOutput: { kind: { value: "Hello" } },
  });

  // README
  const outcome = await server.drain(30_000);
  await registry.close();
  // README

  expect([outcome, logged]).toEqual(["clean", []]);
  channel.close();
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
