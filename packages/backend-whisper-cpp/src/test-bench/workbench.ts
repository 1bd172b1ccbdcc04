import type { Socket } from "node:net";
import { type Audio, Backend } from "@compute-proxy/api";
import { TranscribeRequest, type TranscribeResponse } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { startRawServer } from "@compute-proxy/backend/testing";
import { type Clock, isProxyError, type ProxyError } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { createWhisperCppAdapter } from "../create-whisper-cpp-adapter.js";
import { type FakeAnswer, type FakeWhisper, type FakeWhisperOptions, startFakeWhisper } from "../testing/index.js";
import { tone } from "./recordings.js";

/** What a call came to. */
export type Outcome =
  | { readonly response: TranscribeResponse; readonly error?: undefined }
  | { readonly error: ProxyError; readonly response?: undefined };

/** Adapters and servers of one test. */
export interface Workbench {
  adapterFor(endpoint: string, clock?: Clock): Adapter;
  fake(options?: FakeWhisperOptions): Promise<FakeWhisper>;
  /** A server that speaks to each connection as it likes, once something came. Gives its URL. */
  rawServer(speak: (socket: Socket) => void): Promise<string>;
  /** The outcome of one call to a fake engine that gives this answer. */
  outcomeWith(answer: FakeAnswer, asked?: Parameters<typeof TranscribeRequest.fromPartial>[0]): Promise<Outcome>;
  /** Closes everything, the last first. */
  clear(): Promise<void>;
}

/** The backend of the tests: one English model, and one that is not. */
export function definitionAt(endpoint: string): Backend {
  return Backend.fromPartial({
    id: "whisper-npu",
    type: "whisper_cpp",
    endpoint,
    models: { preferred: ["tiny.en"], aliases: { "whisper-tiny": "tiny.en", "whisper-small": "small" } },
  });
}

/** A request that the fake engine answers. */
export function requestFor(audio: Audio = tone(1), rest: object = {}): TranscribeRequest {
  return TranscribeRequest.fromPartial({ model: "tiny.en", audio, ...rest });
}

/** Asks, and keeps what came. An error that is not ours is thrown. */
export async function outcomeOf(
  adapter: Adapter,
  asked: TranscribeRequest = requestFor(),
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  try {
    return { response: await adapter.port.transcribe(asked, { signal }) };
  } catch (error) {
    if (!isProxyError(error)) throw error;
    return { error };
  }
}

/** An empty one; the test clears it. */
export function createWorkbench(): Workbench {
  const closing: Array<() => Promise<void>> = [];
  const adapterFor = (endpoint: string, clock: Clock = runningClock): Adapter => {
    const adapter = createWhisperCppAdapter({ definition: definitionAt(endpoint), clock });
    closing.push(() => adapter.close());
    return adapter;
  };
  const fake = async (options: FakeWhisperOptions = {}): Promise<FakeWhisper> => {
    const engine = await startFakeWhisper(options);
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
      return await outcomeOf(adapterFor(engine.url), requestFor(tone(1), asked));
    },
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}
