import type { ComputeClient } from "@compute-proxy/client";
import { systemClock } from "@compute-proxy/core";
import { startTestProxy } from "../test-proxy.js";
import { killableOllama, type OllamaProgram } from "./killable-ollama.js";
import { type KillRun, killRun } from "./kill-run.js";
import { twoEngines } from "./two-engines.js";

/** What is to be killed, and how often. */
export interface KillRounds {
  readonly program: OllamaProgram;
  /** An Ollama that stays. */
  readonly target: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly prompts: readonly string[];
  /** 0 up to 1: where in its answer each backend is killed. */
  readonly random: () => number;
}

/** Up to which part of an answer is killed: behind it the end may be on its way already. */
const latest = 0.85;

/** One prompt: the answer of a backend that lived, and of one that did not. */
export interface KillRound {
  readonly prompt: string;
  readonly unbroken: string;
  /** Pieces in which the unbroken answer came, and after which of them the kill was. */
  readonly pieces: number;
  readonly killAfter: number;
  readonly run: KillRun;
}

/** A real Ollama is killed in the middle of its answer to each prompt; another one has to end it. */
export async function* killRounds(rounds: KillRounds): AsyncGenerator<KillRound, void, void> {
  const { program, target, model, maxTokens, prompts, random } = rounds;
  const source = await killableOllama(program);
  await source.start();
  const proxy = await startTestProxy(twoEngines({ source: source.endpoint, target, model, maxTokens }), {
    clock: systemClock,
  });
  try {
    for (const prompt of prompts) {
      const unbroken = await piecesOf(proxy.client, prompt);
      const killAfter = 1 + Math.floor(random() * latest * unbroken.length);
      await untilBothCan(proxy.client);
      const run = await killRun({
        events: proxy.client.streamPipeline("killed", prompt),
        killAfter,
        kill: () => source.kill(),
        now: () => systemClock.now(),
      });
      yield { prompt, unbroken: unbroken.join(""), pieces: unbroken.length, killAfter, run };
      await source.start();
    }
  } finally {
    await proxy.close();
    await source.kill();
  }
}

async function piecesOf(client: ComputeClient, prompt: string): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const { event } of client.streamPipeline("unbroken", prompt)) {
    if (event?.$case === "textDelta") pieces.push(event.value.text);
  }
  return pieces;
}

/** Both backends answer, and what each can do with a begun text is known. */
async function untilBothCan(client: ComputeClient): Promise<void> {
  const signal = AbortSignal.timeout(120_000);
  for (;;) {
    const { backends } = await client.listBackends({});
    if (backends.every(({ health, continuations }) => health === "reachable" && continuations.length > 0)) return;
    await systemClock.sleep(100, signal);
  }
}
