import { setTimeout as delay } from "node:timers/promises";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { replyWith, startFakePiper, tone, wavFile } from "@compute-proxy/backend-piper/testing";
import { startFakeWhisper } from "@compute-proxy/backend-whisper-cpp/testing";
import type { Engines } from "./engines.ts";

const transcriptionMs = 250;
const tokensPerSecond = 20;
const synthesisMsPerCharacter = 5;
const speechSecondsPerCharacter = 0.06;

const answer =
  "The kitchen lights are off now. The front door is locked as well. " +
  "It is nine thirty and still dry outside. Shall I close the blinds too?";
/** A word each, with the blank before it. */
const tokens = answer.split(/(?= )/u);

/** Fakes that take their time as real engines do, and no processor. */
export async function startPacedEngines(): Promise<Engines> {
  const whisper = await startFakeWhisper({ before: () => delay(transcriptionMs) });
  const ollama = await startFakeOllama({
    answer: () => ({
      kind: "tokens",
      tokens,
      logprobs: tokens.map(() => -0.01),
      before: () => delay(1000 / tokensPerSecond),
    }),
  });
  const piper = await startFakePiper({
    answer: ({ body }) => {
      const { length } = String(body?.["text"]);
      const sound = wavFile(tone({ seconds: length * speechSecondsPerCharacter, hz: 220 }));
      return replyWith([sound], { before: (piece) => delay(piece === 0 ? length * synthesisMsPerCharacter : 0) });
    },
  });
  return {
    whisper: whisper.url,
    ollama: ollama.url,
    piper: piper.url,
    description:
      `fake engines with a pace: ${transcriptionMs} ms for the transcript; an answer of ${tokens.length} tokens in 4 sentences ` +
      `(${answer.length} characters) at ${tokensPerSecond} tokens/s; ${synthesisMsPerCharacter} ms of synthesis per character`,
    async close() {
      await Promise.all([whisper.close(), ollama.close(), piper.close()]);
    },
  };
}
