import { throwIfAborted } from "@compute-proxy/core";
import type { Dispatcher } from "undici";
import { engineError, type EngineName } from "../engine-error.js";
import { createConnections } from "./connections.js";
import type { ConnectorParts } from "./connector.js";
import { EngineCall } from "./engine-call.js";
import type { AnswerHead } from "./exchange.js";
import { createPatience, type WaitLimits } from "./patience.js";

/** One request: with content it is a POST. */
export interface EngineRequest {
  /** Behind the path of the endpoint. */
  readonly path: string;
  readonly content?: { readonly type: string; readonly body: string | Uint8Array };
}

/** How long a request may take. */
export interface EngineScope {
  readonly signal: AbortSignal;
  /** Default: as long as the signal lets it. */
  readonly limits?: WaitLimits;
}

/** An answer whose body is read as it comes. Disposing it closes the engine's request, unless all of it has come. */
export interface EngineAnswer extends AnswerHead, AsyncIterable<Uint8Array>, Disposable {
  /** Waits for bytes, and gives all that have come; undefined at the end. Iterating does the same. */
  read(): Promise<Uint8Array | undefined>;
  /** Something useful came: the limit on the time without any begins anew. */
  progress(): void;
  /** What still comes is of no interest. After disposal it is dropped for a second, so that the connection can be used again. */
  complete(): void;
}

/** An engine over HTTP/1.1, on connections that are kept. */
export interface EngineClient {
  /**
   * Sends a request and waits for the head of its answer, whatever its status. The caller disposes the answer. Errors of the
   * transport pass as they are, an abort as its reason.
   */
  ask(request: EngineRequest, scope: EngineScope): Promise<EngineAnswer>;
  /** Ends every request. */
  close(): Promise<void>;
}

/** Makes one; nothing is sent before the first request. The caller closes it. Throws TypeError when the endpoint is no URL. */
export function createEngineClient(parts: ConnectorParts): EngineClient {
  const { engine, clock } = parts;
  const base = new URL(engine.endpoint);
  const prefix = base.pathname.replace(/\/+$/u, "");
  const connections = createConnections(base.origin, parts);
  return {
    async ask(request, { signal, limits }) {
      throwIfAborted(signal);
      const call = new EngineCall({ connections, request: toDispatch(prefix, request), signal, clock });
      try {
        if (limits) call.watch(createPatience(limits, engine, clock, (error) => call.fail(error)));
        const head = await call.head();
        checkEncoding(head, engine);
        return answerOf(head, call);
      } catch (error) {
        call[Symbol.dispose]();
        throw error;
      }
    },
    close: () => connections.close(),
  };
}

function toDispatch(prefix: string, { path, content }: EngineRequest): Dispatcher.DispatchOptions {
  const headers = { accept: "*/*", "accept-encoding": "identity" };
  const target = { path: `${prefix}${path}`, headers };
  if (!content) return { ...target, method: "GET" };
  return { ...target, method: "POST", headers: { ...headers, "content-type": content.type }, body: content.body };
}

function answerOf(head: AnswerHead, call: EngineCall): EngineAnswer {
  return {
    ...head,
    read: () => call.read(),
    progress: () => call.progress(),
    complete: () => call.complete(),
    [Symbol.dispose]: () => call[Symbol.dispose](),
    async *[Symbol.asyncIterator]() {
      for (let bytes = await call.read(); bytes !== undefined; bytes = await call.read()) yield bytes;
    },
  };
}

/** Nobody asked for a compressed answer; it is not unpacked, because it may be a bomb. The bodies of refusals are not needed. */
function checkEncoding({ status, headers }: AnswerHead, engine: EngineName): void {
  const encoding = headers["content-encoding"] ?? "identity";
  if (status !== 200 || encoding === "identity") return;
  throw engineError("engine-unreadable", "compressed its answer, though it was asked not to", engine);
}
