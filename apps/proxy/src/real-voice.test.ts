import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Audio, type ExecutePipelineResponse } from "@compute-proxy/api";
import { audioOf, rawAudio } from "@compute-proxy/client";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { grpcurlPath } from "./testing/grpcurl.js";
import { realVoice, spokenQuestions, voiceMissing } from "./testing/real-voice.js";
import { computeProxy } from "./testing/run-command.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";
import { type WordErrors, wordErrors } from "./testing/word-errors.js";

const minutes = 60_000;
const describeReal = voiceMissing === undefined ? describe : describe.skip;
const title =
  voiceMissing === undefined ? "the real voice" : `the real voice (skipped: ${voiceMissing}; run: npm run engines)`;

/** One turn of the loop: a question that was spoken, heard, answered, spoken and heard again. */
interface Turn {
  readonly heard: WordErrors;
  readonly heardAgain: WordErrors;
  readonly answer: Audio;
}

describeReal(title, () => {
  let proxy: TestProxy;
  let folder: string;
  const turns: Turn[] = [];
  const speak = async (text: string): Promise<Audio> => {
    const { audio } = await proxy.client.synthesize({ text, model: "piper-tts", options: { deterministic: true } });
    if (!audio) throw new Error("no speech");
    return audio;
  };

  beforeAll(async () => {
    proxy = await startTestProxy(realVoice());
    folder = await mkdtemp(join(tmpdir(), "compute-proxy-voice-"));
    for (const question of spokenQuestions) {
      const response = await proxy.client.runPipeline("voice-assistant", { audio: await speak(question) });
      const answer = audioOf(response) ?? Audio.fromPartial({});
      const again = await proxy.client.transcribe({ audio: answer, model: "whisper-tiny" });
      turns.push({
        heard: wordErrors(question, textOf(response, 0)),
        heardAgain: wordErrors(textOf(response, 1), again.text),
        answer,
      });
    }
  }, 20 * minutes);

  afterAll(async () => {
    await proxy.close();
    await rm(folder, { recursive: true });
  });

  it("hears what was said: under 10 % of the words of twenty questions are wrong", () => {
    expect(rateOf(turns.map(({ heard }) => heard))).toBeLessThan(0.1);
  });

  it("says what it writes: the answers, heard again, agree with their texts", () => {
    expect(rateOf(turns.map(({ heardAgain }) => heardAgain))).toBeLessThan(0.15);
  });

  it("gives WAV files that another program can read, at the voice's rate", async () => {
    const [first] = turns;
    const file = join(folder, "answer.wav");
    await writeFile(file, first?.answer.data ?? new Uint8Array());

    expect(await readByPython(file)).toMatchObject({ rate: 22_050, channels: 1, width: 2 });
  });

  it(
    "gives the command line the same",
    async () => {
      const [question = ""] = spokenQuestions;
      const [asked, answered] = [join(folder, "question.wav"), join(folder, "out.wav")];
      await writeFile(asked, (await speak(question)).data);

      const words = ["run", "voice-assistant", "--address", proxy.proxy.address, "--audio", asked, "--out", answered];
      const { code } = await computeProxy(words);

      expect(code).toBe(0);
      expect(Buffer.compare(await readFile(answered), Buffer.from(turns[0]?.answer.data ?? []))).toBe(0);
    },
    5 * minutes,
  );

  const describeGrpcurl = grpcurlPath === undefined ? describe.skip : describe;
  describeGrpcurl("for stock grpcurl", () => {
    it(
      "is one call",
      async () => {
        const [question = ""] = spokenQuestions;
        const data = Buffer.from((await speak(question)).data).toString("base64");
        const request = { pipeline_id: "voice-assistant", input: { audio: { data, mime_type: "audio/wav" } } };

        const response = await grpcurlFromStdin(proxy.proxy.address, request);

        expect(response).toMatchObject({
          success: true,
          final_output: { audio: { mime_type: "audio/wav", sample_rate_hz: 22_050 } },
        });
      },
      5 * minutes,
    );
  });

  const rate = 16_000;
  const raw = (samples: Int16Array): Audio => rawAudio(new Uint8Array(samples.buffer), rate);
  const noise = Int16Array.from(
    { length: 5 * rate },
    (_, index) => ((index * 1_103_515_245 + 12_345) % 20_000) - 10_000,
  );

  it.each([
    { what: "silence", audio: raw(new Int16Array(5 * rate)) },
    { what: "noise", audio: raw(noise) },
    { what: "a tenth of a second", audio: raw(new Int16Array(rate / 10)) },
  ])(
    "hears nothing in $what",
    async ({ audio }) => {
      const { text, metadata } = await proxy.client.transcribe({ audio, model: "whisper-tiny" });

      expect(text).toBe("");
      expect(metadata?.confidence).toBeUndefined();
    },
    minutes,
  );

  it(
    "hears raw samples as well as a WAV",
    async () => {
      const wav = await speak("Good morning, how are you today?");
      const samples = rawAudio(wav.data.slice(44), wav.sampleRateHz);

      const [fromRaw, fromWav] = await Promise.all(
        [samples, wav].map((audio) => proxy.client.transcribe({ audio, model: "whisper-tiny" })),
      );

      expect(fromRaw?.text).toBe(fromWav?.text);
      expect(fromRaw?.text).toMatch(/good morning/iu);
    },
    minutes,
  );

  it.each([
    {
      what: "junk",
      call: () => proxy.client.transcribe({ audio: { data: new TextEncoder().encode("this is no sound at all") } }),
      code: "INVALID_ARGUMENT",
    },
    {
      what: "60 MB",
      call: () => proxy.client.transcribe({ audio: rawAudio(new Uint8Array(60_000_000), rate) }),
      code: "RESOURCE_EXHAUSTED",
    },
    {
      what: "an unknown voice",
      call: () => proxy.client.synthesize({ text: "Hello.", model: "nobody" }),
      code: "NOT_FOUND",
    },
    {
      what: "dots",
      call: () => proxy.client.synthesize({ text: "...", model: "piper-tts" }),
      code: "INVALID_ARGUMENT",
    },
    {
      what: "an emoji",
      call: () => proxy.client.synthesize({ text: "😀", model: "piper-tts" }),
      code: "INVALID_ARGUMENT",
    },
    {
      what: "a speaker that the voice does not have",
      call: () => proxy.client.synthesize({ text: "Hello.", model: "piper-tts", options: { speaker: 3 } }),
      code: "INVALID_ARGUMENT",
    },
  ])(
    "refuses $what with $code",
    async ({ call, code }) => {
      await expect(call()).rejects.toMatchObject({ code });
    },
    minutes,
  );
});

function textOf({ stageResults }: ExecutePipelineResponse, stage: number): string {
  const kind = stageResults[stage]?.output?.kind;
  return kind?.$case === "text" ? kind.value : "";
}

function rateOf(all: readonly WordErrors[]): number {
  const sum = (pick: (one: WordErrors) => number): number => all.reduce((total, one) => total + pick(one), 0);
  const rates = all.map(({ errors, words }) => errors / Math.max(1, words)).toSorted((a, b) => a - b);
  const rate = sum(({ errors }) => errors) / sum(({ words }) => words);
  const [least, most] = [rates[0] ?? 0, rates.at(-1) ?? 0];
  process.stdout.write(
    `word error rate ${(100 * rate).toFixed(1)} % over ${all.length} (per sentence ${(100 * least).toFixed(0)} to ${(100 * most).toFixed(0)} %)\n`,
  );
  return rate;
}

/** What Python's wave module reads from a file. */
function readByPython(file: string): Promise<unknown> {
  const program =
    "import wave,sys,json; w=wave.open(sys.argv[1]); print(json.dumps({'rate':w.getframerate(),'channels':w.getnchannels(),'width':w.getsampwidth(),'frames':w.getnframes()}))";
  return new Promise((resolve, reject) => {
    execFile("python3", ["-c", program, file], (error, out) => (error ? reject(error) : resolve(JSON.parse(out))));
  });
}

function grpcurlFromStdin(address: string, request: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const words = [
      "-plaintext",
      "-max-msg-sz",
      "33554432",
      "-d",
      "@",
      address,
      "compute.v1.ComputeService.ExecutePipeline",
    ];
    const child = execFile(grpcurlPath ?? "grpcurl", words, { maxBuffer: 64_000_000 }, (error, out) =>
      error ? reject(error) : resolve(JSON.parse(out)),
    );
    child.stdin?.end(JSON.stringify(request));
  });
}
