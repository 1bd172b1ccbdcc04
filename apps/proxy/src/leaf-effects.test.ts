import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { schemaLeaves } from "@compute-proxy/config/testing";
import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { configRows } from "./testing/leaf-rows/config-rows.js";
import { type Draft, draft, type LeafRow } from "./testing/leaf-rows/leaf-row.js";
import { pipelineRows } from "./testing/leaf-rows/pipeline-rows.js";
import { recordingClock } from "./testing/recording-clock.js";
import { type ProxyFiles, startTestProxy } from "./testing/test-proxy.js";

const rows = [...configRows, ...pipelineRows];
const leaves = schemaLeaves().map(({ file, path }) => `${file}:${path.join(".")}`);

describe("every key of the files has an effect", () => {
  it.each(rows)("$leaf", async (row) => {
    expect([await seen(row, false), await seen(row, true)]).toEqual([row.before, row.after]);
  });

  it("has a row for each leaf of the schemas, and for nothing else", () => {
    expect(rows.map(({ leaf }) => leaf).toSorted()).toEqual(leaves.toSorted());
  });
});

async function seen(row: LeafRow, changed: boolean): Promise<unknown> {
  const engine = await startFakeOllama({
    models: [{ name: "m" }],
    answer: () => ({ kind: "tokens", tokens: ["first"] }),
  });
  const files = draft();
  row.given?.(files);
  if (changed) row.change(files);
  const clock = recordingClock();
  try {
    const test = await startTestProxy(toFiles(files, engine.url), { announce: true, clock });
    try {
      return await row.see({ ...test, engine, clock });
    } finally {
      await test.close();
    }
  } catch (error) {
    if (isProxyError(error)) return error.message;
    throw error;
  } finally {
    await engine.close();
  }
}

function toFiles({ config, backends, dataDir, file }: Draft, engine: string): ProxyFiles {
  const yaml = JSON.stringify({ ...config, backends, data_dir: dataDir }).replaceAll("ENGINE", engine);
  return { config: yaml, pipelines: JSON.stringify(file), other: JSON.stringify(file).replace('"p"', '"from-other"') };
}
