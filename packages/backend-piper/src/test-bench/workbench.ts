import type { Socket } from "node:net";
import { Backend } from "@compute-proxy/api";
import { SynthesizeRequest } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { startRawServer } from "@compute-proxy/backend/testing";
import { type Clock, isProxyError, type ProxyError } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { createPiperAdapter, type PiperAdapterParts } from "../create-piper-adapter.js";
import { type FakePiper, type FakePiperOptions, type FakeReply, startFakePiper } from "../testing/index.js";

/** What a call came to, with what was heard before it failed. */
export interface Outcome {
  /** Samples of each frame, all channels together. */
  readonly frames: number[];
  readonly formats: Set<string>;
  readonly bytes: Uint8Array[];
  error?: ProxyError;
}

/** Adapters and servers of one test. */
export interface Workbench {
  adapterFor(endpoint: string, clock?: Clock, rest?: AdapterRest): Adapter;
  fake(options?: FakePiperOptions): Promise<FakePiper>;
  /** A server that speaks to each connection as it likes, once something came. Gives its URL. */
  rawServer(speak: (socket: Socket) => void): Promise<string>;
  /** The outcome of one call to a fake engine that gives this answer. */
  outcomeWith(answer: FakeReply): Promise<Outcome>;
  /** Closes everything, the last first. */
  clear(): Promise<void>;
}

interface AdapterRest extends Partial<Pick<PiperAdapterParts, "inFlight">> {
  readonly preferred?: readonly string[];
}

/** A request that the fake engine answers. */
export const request = SynthesizeRequest.fromPartial({ model: "en_US-joe-medium", text: "Hello there." });

/** That request with other things in it. */
export function asking(rest: Parameters<typeof SynthesizeRequest.fromPartial>[0]): SynthesizeRequest {
  return SynthesizeRequest.fromPartial({ ...request, ...rest });
}

/** Asks, and keeps what came. An error that is not ours is thrown. */
export async function outcomeOf(
  adapter: Adapter,
  asked: SynthesizeRequest = request,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const outcome: Outcome = { frames: [], formats: new Set(), bytes: [] };
  try {
    for await (const { audio } of adapter.port.synthesize(asked, { signal })) {
      if (!audio) throw new Error("a message without audio");
      outcome.frames.push(audio.data.length / 2);
      outcome.formats.add(`${audio.mimeType} ${audio.sampleRateHz} Hz, ${audio.channels} ch`);
      outcome.bytes.push(audio.data);
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
  const adapterFor = (endpoint: string, clock: Clock = runningClock, rest: AdapterRest = {}): Adapter => {
    const { preferred = [], ...others } = rest;
    const definition = Backend.fromPartial({
      id: "piper-npu",
      type: "piper",
      endpoint,
      models: { preferred: [...preferred] },
    });
    const adapter = createPiperAdapter({ definition, clock, ...others });
    closing.push(() => adapter.close());
    return adapter;
  };
  const fake = async (options: FakePiperOptions = {}): Promise<FakePiper> => {
    const engine = await startFakePiper(options);
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
    async outcomeWith(answer) {
      const engine = await fake({ answer: () => answer });
      return outcomeOf(adapterFor(engine.url));
    },
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}
