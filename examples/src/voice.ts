import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createComputeClient, wavAudio } from "@compute-proxy/client";
import { runProgram, type Streams } from "./program.ts";
import { createWavFile, type WavFile } from "./wav-file.ts";

const options = {
  address: { type: "string", default: "127.0.0.1:50051" },
  audio: { type: "string", default: "question.wav" },
  out: { type: "string", default: "answer.wav" },
} as const;

/** Answers a spoken question aloud: writes the speech into a WAV file while the rest of the answer is still being written. */
export async function main(args: readonly string[], { out }: Streams): Promise<void> {
  const { address, audio, out: path } = parseArgs({ args: [...args], options }).values;
  const question = wavAudio(await readFile(audio));
  const client = createComputeClient({ address, deadlineMs: 120_000 });
  const startedAt = performance.now();
  let file: WavFile | undefined;
  try {
    for await (const { event } of client.streamPipeline("voice-assistant", { audio: question })) {
      if (event?.$case === "audioDelta" && event.value.audio) {
        if (!file) out.write(`first audio after ${Math.round(performance.now() - startedAt)} ms\n`);
        file ??= await createWavFile(path, event.value.audio);
        await file.append(event.value.audio);
      }
      if (event?.$case === "stageEnd" && event.value.result?.output?.kind?.$case === "text") {
        out.write(`${event.value.result.stageId}: ${event.value.result.output.kind.value.trim()}\n`);
      }
      if (event?.$case === "runEnd" && event.value.success !== true) {
        throw new Error(event.value.error?.message ?? "the run failed");
      }
    }
    out.write(`wrote ${path}\n`);
  } finally {
    await file?.close();
    client.close();
  }
}

if (import.meta.main) await runProgram(main);
