import type { Socket } from "node:net";
import { GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { startRawServer } from "@compute-proxy/backend/testing";
import { type Clock, isProxyError, type ProxyError } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { createOllamaAdapter } from "../create-ollama-adapter.js";
import { type FakeAnswer, type FakeOllama, type FakeOllamaOptions, startFakeOllama } from "../testing/index.js";

/** What a call came to, with what was seen before it failed. */
export interface Outcome {
  text: string;
  readonly logprobs: number[];
  end?: Extract<NonNullable<GenerateResponse["part"]>, { $case: "end" }>["value"];
  error?: ProxyError;
}

/** Adapters and servers of one test. */
export interface Workbench {
  adapterFor(endpoint: string, clock?: Clock): Adapter;
  fake(options?: FakeOllamaOptions): Promise<FakeOllama>;
  /** A server that speaks to each connection as it likes, once something came. Gives its URL. */
  rawServer(speak: (socket: Socket) => void): Promise<string>;
  /** The outcome of one call to a fake engine that gives this answer. */
  outcomeWith(answer: FakeAnswer, asked?: Parameters<typeof GenerateRequest.fromPartial>[0]): Promise<Outcome>;
  /** Closes everything, the last first. */
  clear(): Promise<void>;
}

/** A request that the fake engine answers. */
export const request = GenerateRequest.fromPartial({ model: "smollm2:135m", prompt: "Hi", logprobs: true });

/** Asks, and keeps what came. An error that is not ours is thrown. */
export async function outcomeOf(
  adapter: Adapter,
  asked: GenerateRequest = request,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const outcome: Outcome = { text: "", logprobs: [] };
  try {
    for await (const { part } of adapter.port.generate(asked, { signal })) {
      if (part?.$case === "end") outcome.end = part.value;
      if (part?.$case !== "delta") continue;
      outcome.text += part.value.text;
      outcome.logprobs.push(...part.value.logprobs.map(({ logprob }) => logprob));
    }
  } catch (error) {
    if (!isProxyError(error)) throw error;
    outcome.error = error;
  }
  return outcome;
}

/** An empty one; the test clears it. */
export function createWorkbench(): Workbench {
  const closing: Array<() => Promise<void>> = [];
  const adapterFor = (endpoint: string, clock: Clock = runningClock): Adapter => {
    const adapter = createOllamaAdapter({ id: "ollama-npu", endpoint, clock });
    closing.push(() => adapter.close());
    return adapter;
  };
  const fake = async (options: FakeOllamaOptions = {}): Promise<FakeOllama> => {
    const engine = await startFakeOllama(options);
    closing.push(() => engine.close());
    return engine;
  };
  return {
    adapterFor,
    fake,
    async rawServer(speak) {
      const server = await startRawServer(speak);
      closing.push(() => server.close());
      return server.url;
    },
    async outcomeWith(answer, asked = {}) {
      const engine = await fake({ answer: () => answer });
      return outcomeOf(adapterFor(engine.url), GenerateRequest.fromPartial({ ...request, ...asked }));
    },
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}
