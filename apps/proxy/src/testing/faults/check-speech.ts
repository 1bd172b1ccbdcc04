import { createHash } from "node:crypto";
import { type ComputeClient, createComputeClient, isComputeError, rawAudio } from "@compute-proxy/client";
import { type FaultWish, type MockEngine, startMockEngines } from "@compute-proxy/mock-engines";
import type { CheckedCall } from "./check-row.js";
import type { Setting } from "./fault-row.js";
import { judgeRow } from "./judge-row.js";
import { startProxyOn } from "./proxy-under-test.js";
import type { RowRun } from "./run-row.js";
import { nothingSeen, type Seen } from "./seen.js";
import type { SpeechCall, SpeechRow } from "./speech-rows.js";
import { pauselessClock } from "./test-clocks.js";

const engines = {
  Transcribe: { api: "whisper", type: "whisper_cpp", model: "tiny.en" },
  Synthesize: { api: "piper", type: "piper", model: "en_US-mock-medium" },
} as const;

/** Makes the call of a row, alone and with a second engine, and one with a healthy engine to know the right answer. */
export async function checkSpeech(row: SpeechRow): Promise<readonly CheckedCall[]> {
  const isFine = row.text.kind === "fine";
  const right = await run(row.call, "alone", isFine ? row.fault : undefined);
  return Promise.all(
    (["alone", "two"] as const).map(async (setting) => {
      const made = await run(row.call, setting, row.fault);
      return {
        row,
        call: row.call,
        setting,
        run: made,
        problems: judgeRow(row, "Generate", setting, made, right.seen.text),
      };
    }),
  );
}

async function run(call: SpeechCall, setting: Setting, fault: FaultWish | undefined): Promise<RowRun> {
  const { api, type, model } = engines[call];
  const faulty = await startMockEngines({ api });
  const healthy = setting === "two" ? await startMockEngines({ api }) : undefined;
  await faulty.setFault(fault);
  const urls = [faulty, healthy].flatMap((engine: MockEngine | undefined) => engine?.url ?? []);
  const proxy = await startProxyOn({ type, models: [model] }, urls, pauselessClock);
  const client = createComputeClient({ address: proxy.address });
  try {
    const seen = await see(client, call);
    return { seen, faulty: faulty.counters(), healthy: healthy?.counters(), logged: proxy.logged };
  } finally {
    client.close();
    await proxy.close();
    await Promise.all([faulty.close(), healthy?.close()]);
  }
}

async function see(client: ComputeClient, call: SpeechCall): Promise<Seen> {
  try {
    const { text, metadata } = call === "Transcribe" ? await hear(client) : await speak(client);
    return { ...nothingSeen, text, done: true, forwarded: metadata?.forwarded };
  } catch (error) {
    if (!isComputeError(error)) throw error;
    const { code, reason, message, retryAfterMs } = error;
    return { ...nothingSeen, status: code, reason, message, retryAfterMs };
  }
}

/** Two seconds of a tone: a mock hears words in it. */
function hear(client: ComputeClient) {
  const samples = Int16Array.from({ length: 32_000 }, (_, index) => 8000 * Math.sin(index / 12));
  return client.transcribe({ audio: rawAudio(new Uint8Array(samples.buffer), 16_000) });
}

async function speak(client: ComputeClient) {
  const { audio, metadata } = await client.synthesize({ text: "Good evening." });
  return {
    text: createHash("sha256")
      .update(audio?.data ?? "")
      .digest("hex"),
    metadata,
  };
}
