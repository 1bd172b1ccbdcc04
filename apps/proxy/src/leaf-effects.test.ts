import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { schemaLeaves } from "@compute-proxy/config/testing";
import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { configRows } from "./testing/leaf-rows/config-rows.js";
import { type Draft, draft, type LeafRow, type LeafScene } from "./testing/leaf-rows/leaf-row.js";
import { pipelineRows } from "./testing/leaf-rows/pipeline-rows.js";
import { speechRows } from "./testing/leaf-rows/speech-rows.js";
import { recordingClock } from "./testing/recording-clock.js";
import { type ProxyFiles, startTestProxy } from "./testing/test-proxy.js";

const rows = [...configRows, ...pipelineRows, ...speechRows];
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
  const whisper = await startFakeWhisper();
  const piper = await startFakePiper({ voices: [{ name: "voice", speakers: 2 }] });
  const lastField: LeafScene["lastField"] = (name, field) =>
    name === "whisper"
      ? whisper.requests.findLast(({ path }) => path === "/inference")?.fields[field]
      : piper.requests.findLast(({ path }) => path === "/synthesize")?.body?.[field];
  const files = draft();
  row.given?.(files);
  if (changed) row.change(files);
  const clock = recordingClock();
  const urls = { ENGINE: engine.url, WHISPER: whisper.url, PIPER: piper.url };
  try {
    const test = await startTestProxy(toFiles(files, urls), { announce: true, clock });
    try {
      return await row.see({ ...test, engine, clock, lastField });
    } finally {
      await test.close();
    }
  } catch (error) {
    if (isProxyError(error)) return error.message;
    throw error;
  } finally {
    await Promise.all([engine.close(), whisper.close(), piper.close()]);
  }
}

function toFiles(
  { config, backends, others, dataDir, file }: Draft,
  urls: Readonly<Record<string, string>>,
): ProxyFiles {
  const plain = JSON.stringify({ ...config, backends: [...backends, ...others], data_dir: dataDir });
  const yaml = Object.entries(urls).reduce((text, [name, url]) => text.replaceAll(name, url), plain);
  return { config: yaml, pipelines: JSON.stringify(file), other: JSON.stringify(file).replace('"p"', '"from-other"') };
}
