import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { startFakePiper } from "@compute-proxy/backend-piper/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench } from "../testing/lifecycle-bench.js";
import { filesOf } from "../testing/remote-files.js";
import { writeFiles } from "../testing/test-proxy.js";
import { run } from "./run.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

function streams() {
  const stream = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY: false });
  return { out: stream(), notes: stream() };
}

const flags = { text: "Count", variable: {}, logLevel: "silent" };

describe("a run that Ctrl-C stops", () => {
  it("ends with 130, says so, and leaves the engine", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one "], ending: "stall" }) });
    const config = await bench.configFile(engine.url);
    const { out, notes } = streams();

    const code = run("p", { ...flags, config }, { out, notes });
    await engine.whenOpen(1);
    process.emit("SIGINT");

    expect(await code).toBe(130);
    expect(String(notes.read())).toMatch(/\nstopped\n$/u);
    await engine.whenOpen(0);
  });
});

/** A configuration whose pipeline "say" speaks; the file is alone in its folder with its pipelines. */
async function speaking() {
  const piper = await startFakePiper();
  bench.later(() => piper.close());
  const backend = { id: "mouth", type: "piper", hardware: "npu", endpoint: piper.url };
  const say = { id: "say", stages: [{ id: "s", type: "text_to_audio", model: "en_US-joe-medium" }] };
  const folder = await writeFiles(filesOf([backend], [say]));
  bench.later(() => rm(folder, { recursive: true, force: true }));
  return { folder, config: join(folder, "config.yaml") };
}

describe("run --out", () => {
  it("keeps the speech of the answer", async () => {
    const { folder, config } = await speaking();
    const out = join(folder, "answer.wav");

    expect(await run("say", { ...flags, config, out }, streams())).toBe(0);

    expect((await readFile(out)).subarray(0, 4).toString()).toBe("RIFF");
  });

  it("says which file cannot be written, and what would be right", async () => {
    const { folder, config } = await speaking();
    const out = join(folder, "nowhere", "answer.wav");

    const ended = run("say", { ...flags, config, out }, streams());

    await expect(ended).rejects.toThrow(`--out: "${out}" cannot be written: name one that this user may write`);
  });

  it("says so when the answer is no speech, and writes no file", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one"] }) });
    const config = await bench.configFile(engine.url);
    const { out, notes } = streams();

    const ended = run("p", { ...flags, config, out: "answer.wav" }, { out, notes });

    await expect(ended).rejects.toMatchObject({
      code: "invalid-request",
      message: '--out: the answer is no speech, so "answer.wav" is not written: leave --out away',
    });
    expect(String(out.read())).toBe("one\n");
  });
});
