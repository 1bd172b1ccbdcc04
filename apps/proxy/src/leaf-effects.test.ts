import { type FakeOllama, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { schemaLeaves } from "@compute-proxy/config/testing";
import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { calibrationRows } from "./testing/leaf-rows/calibration-rows.js";
import { configRows } from "./testing/leaf-rows/config-rows.js";
import { failoverRows } from "./testing/leaf-rows/failover-rows.js";
import { heatRows } from "./testing/leaf-rows/heat-rows.js";
import { type Draft, draft, type LeafRow, type LeafScene } from "./testing/leaf-rows/leaf-row.js";
import { limitRows } from "./testing/leaf-rows/limit-rows.js";
import { pipelineRows } from "./testing/leaf-rows/pipeline-rows.js";
import { speechRows } from "./testing/leaf-rows/speech-rows.js";
import { recordingClock } from "./testing/recording-clock.js";
import { type ProxyFiles, startTestProxy } from "./testing/test-proxy.js";

const rows = [
  ...configRows,
  ...calibrationRows,
  ...failoverRows,
  ...heatRows,
  ...limitRows,
  ...pipelineRows,
  ...speechRows,
];
const leaves = schemaLeaves().map(({ file, path }) => `${file}:${path.join(".")}`);

describe("every key of the files has an effect", () => {
  it.each(rows)(
    "$leaf",
    async (row) => {
      expect([await seen(row, false), await seen(row, true)]).toEqual([row.before, row.after]);
    },
    60_000,
  );

  it("has a row for each leaf of the schemas, and for nothing else", () => {
    expect(rows.map(({ leaf }) => leaf).toSorted()).toEqual(leaves.toSorted());
  });
});

async function seen(row: LeafRow, changed: boolean): Promise<unknown> {
  const engines = await startEngines(row);
  const { ENGINE: engine } = engines;
  const whisper = await startFakeWhisper();
  const piper = await startFakePiper({ voices: [{ name: "voice", speakers: 2 }] });
  const lastField: LeafScene["lastField"] = (name, field) =>
    name === "whisper"
      ? whisper.requests.findLast(({ path }) => path === "/inference")?.fields[field]
      : piper.requests.findLast(({ path }) => path === "/synthesize")?.body?.[field];
  const files = draft();
  row.given?.(files);
  if (changed) row.change(files);
  const clock = recordingClock(row.timeFactor);
  const urls = { ...urlsOf(engines), WHISPER: whisper.url, PIPER: piper.url };
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
    await Promise.all([...Object.values(engines), whisper, piper].map((each) => each.close()));
  }
}

type Engines = Readonly<Record<string, FakeOllama>> & { readonly ENGINE: FakeOllama };

async function startEngines({ engines = {} }: LeafRow): Promise<Engines> {
  const start = (answer: NonNullable<LeafRow["engines"]>[string]): Promise<FakeOllama> =>
    startFakeOllama({ models: [{ name: "m" }, { name: "n" }], answer });
  const others = Object.entries(engines).map(async ([name, answer]) => [name, await start(answer)] as const);
  const { ENGINE = await start(() => ({ kind: "tokens", tokens: ["first"] })), ...rest } = Object.fromEntries(
    await Promise.all(others),
  );
  return { ...rest, ENGINE };
}

function urlsOf(engines: Engines): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(engines).map(([name, { url }]) => [name, url]));
}

function toFiles(
  { config, backends, others, dataDir, file, more }: Draft,
  urls: Readonly<Record<string, string>>,
): ProxyFiles {
  const plain = JSON.stringify({ ...config, backends: [...backends, ...others], data_dir: dataDir });
  const yaml = Object.entries(urls).reduce((text, [name, url]) => text.replaceAll(name, url), plain);
  return {
    config: yaml,
    more,
    pipelines: JSON.stringify(file),
    other: JSON.stringify(file).replace('"p"', '"from-other"'),
  };
}
