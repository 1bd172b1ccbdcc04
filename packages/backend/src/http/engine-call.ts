import { abortReason, type Clock } from "@compute-proxy/core";
import type { Dispatcher } from "undici";
import type { Connections } from "./connections.js";
import { type AnswerHead, Exchange } from "./exchange.js";
import type { Patience } from "./patience.js";

/** How long the rest of an answer may take that nobody wants, in ms. */
const restMs = 1_000;

interface EngineCallParts {
  readonly connections: Connections;
  readonly request: Dispatcher.DispatchOptions;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** One request to an engine over its life: on one connection, or on a second one where the first was closed already. */
export class EngineCall implements Disposable {
  readonly #connections: Connections;
  readonly #request: Dispatcher.DispatchOptions;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #onAbort = (): void => this.fail(abortReason(this.#signal));
  #exchange: Exchange;
  #patience: Patience | undefined;
  #isComplete = false;

  /** Sends the request. The caller disposes the call. */
  constructor({ connections, request, signal, clock }: EngineCallParts) {
    this.#connections = connections;
    this.#request = request;
    this.#signal = signal;
    this.#clock = clock;
    this.#exchange = new Exchange(connections.take(), connections, request);
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Has its waits watched. Disposes the watch with itself. */
  watch(patience: Patience): void {
    this.#patience = patience;
  }

  /** Waits for the head of the answer. */
  async head(): Promise<AnswerHead> {
    try {
      return await this.#untilHead();
    } catch (error) {
      if (!this.#exchange.hitClosedConnection) throw error;
      this.#exchange = new Exchange(this.#connections.open(), this.#connections, this.#request);
      return await this.#untilHead();
    }
  }

  /** Waits for bytes, and gives all that have come; undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const bytes = this.#exchange.take();
      if (bytes !== undefined || this.#exchange.hasEnded) return bytes;
      await this.#change();
    }
  }

  /** The limit on the time without progress begins anew. */
  progress(): void {
    this.#patience?.progress();
  }

  /** Ends it with an error, and closes its connection, so that the engine stops. */
  fail(error: unknown): void {
    this.#exchange.fail(error);
  }

  /** The answer is complete for the reader: disposing lets the rest come for a moment, so that the connection can be used again. */
  complete(): void {
    this.#isComplete = true;
  }

  /** Closes the connection unless all has come; removes timer and listener. */
  [Symbol.dispose](): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#patience?.[Symbol.dispose]();
    if (this.#isComplete && !this.#exchange.hasEnded) void this.#rest();
    else this.fail(undefined);
  }

  async #rest(): Promise<void> {
    const limit = new AbortController();
    this.#exchange.ignoreRest();
    void this.#exchange.change().then(() => limit.abort());
    await this.#clock.sleep(restMs, limit.signal).catch(() => undefined);
    this.fail(undefined);
  }

  async #untilHead(): Promise<AnswerHead> {
    for (;;) {
      const head = this.#exchange.head();
      if (head) return head;
      await this.#change();
    }
  }

  async #change(): Promise<void> {
    this.#patience?.begin();
    await this.#exchange.change();
    this.#patience?.end();
  }
}
