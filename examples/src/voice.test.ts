import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { startFakePiper, tone, wavFile } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import { systemClock } from "@compute-proxy/core";
import { openProxy } from "@compute-proxy/proxy";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { pino } from "pino";
import { main } from "./voice.ts";

const closing: Array<() => Promise<void>> = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "compute-proxy-example-"));
  closing.push(() => rm(folder, { recursive: true }));
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function fake<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const engine = await starting;
  closing.push(() => engine.close());
  return engine;
}

/** A proxy with one fake engine for each stage of voice-assistant; its address. */
async function startAssistant(tokens: readonly string[]): Promise<string> {
  const whisper = await fake(startFakeWhisper());
  const ollama = await fake(startFakeOllama({ answer: () => ({ kind: "tokens", tokens }) }));
  const piper = await fake(startFakePiper());
  const backends = [
    { id: "ears", type: "whisper_cpp", hardware: "npu", endpoint: whisper.url, models: { preferred: ["tiny.en"] } },
    { id: "brain", type: "ollama", hardware: "cpu", endpoint: ollama.url },
    { id: "mouth", type: "piper", hardware: "npu", endpoint: piper.url },
  ];
  const stages = [
    { id: "hear", type: "audio_to_text", model: "tiny.en" },
    { id: "think", type: "text_generation", model: "smollm2:135m" },
    { id: "say", type: "text_to_audio", model: "en_US-joe-medium" },
  ];
  const pipelines = { enabled: true, config_file: "pipelines.yaml" };
  const server = { host: "127.0.0.1", grpc_port: 0 };
  await writeFile(join(folder, "config.yaml"), JSON.stringify({ server, backends, pipelines }));
  await writeFile(join(folder, "pipelines.yaml"), JSON.stringify({ pipelines: [{ id: "voice-assistant", stages }] }));
  const proxy = await openProxy({
    configFile: join(folder, "config.yaml"),
    announce: false,
    log: pino({ level: "silent" }),
    clock: systemClock,
  });
  closing.push(() => proxy.close());
  return proxy.address;
}

/** Asks with a second of sound; what the program wrote, and the answer's file. */
async function ask(address: string): Promise<{ lines: readonly string[]; answer: Buffer; path: string }> {
  const audio = join(folder, "question.wav");
  const path = join(folder, "answer.wav");
  await writeFile(audio, wavFile(tone({ seconds: 1, hz: 440, sampleRateHz: 16_000 })));
  const lines: string[] = [];
  await main(["--address", address, "--audio", audio, "--out", path], { out: { write: (text) => lines.push(text) } });
  return { lines, answer: await readFile(path), path };
}

it("writes the spoken answer into a WAV file, and says when its first sound came", async () => {
  const address = await startAssistant(["It", " is", " noon", ".", " Eat", " well", "."]);

  const { lines, answer, path } = await ask(address);

  expect(lines.toSorted()).toEqual([
    expect.stringMatching(/^first audio after \d+ ms\n$/u),
    "hear: This is fake speech.\n",
    "think: It is noon. Eat well.\n",
    `wrote ${path}\n`,
  ]);
  const sentences = ["It is noon.", "Eat well."];
  const sampleBytes = sentences.reduce((sum, { length }) => sum + Math.round(length * 0.05 * 22_050) * 2, 0);
  expect(answer).toHaveLength(44 + sampleBytes);
  expect(answer.subarray(0, 44)).toEqual(
    Buffer.from(wavFile({ samples: new Int16Array(sampleBytes / 2) }).subarray(0, 44)),
  );
});

it("fails with the run's own words", async () => {
  const address = await startAssistant(["..."]);

  await expect(ask(address)).rejects.toThrow('stage "say"');
});
