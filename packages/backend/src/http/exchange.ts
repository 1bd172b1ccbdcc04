import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Connection, ConnectionUse } from "./connection.js";

/** Bytes that are held for a reader who is slow; beyond them the engine is made to wait. */
const mostHeld = 64 * 1024;

/** What stands before the body of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Told when a connection is free again, or is not to be used again. */
export interface ConnectionOwner {
  giveBack(connection: Connection): void;
  drop(connection: Connection): void;
}

/** One request on one connection, and what comes back, as undici tells it. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #connection: Connection;
  readonly #owner: ConnectionOwner;
  readonly #pieces: Uint8Array[] = [];
  #held = 0;
  #head: AnswerHead | undefined;
  #state: "running" | "ended" | "failed" = "running";
  #error: unknown;
  #use: ConnectionUse | undefined;
  #wasLost = false;
  #isUnwanted = false;
  #controller: Dispatcher.DispatchController | undefined;
  #wake: (() => void) | undefined;

  /** Sends the request. */
  constructor(connection: Connection, owner: ConnectionOwner, request: Dispatcher.DispatchOptions) {
    this.#connection = connection;
    this.#owner = owner;
    connection.send(request, this);
  }

  /** The head, undefined while it has not come. Throws what made the exchange fail. */
  head(): AnswerHead | undefined {
    if (this.#state === "failed") throw this.#error;
    return this.#head;
  }

  /** All bytes that have come, undefined for none. What had come before the connection was lost is given before the error. */
  take(): Uint8Array | undefined {
    const [first, ...more] = this.#pieces;
    if (first === undefined && this.#state === "failed") throw this.#error;
    if (first === undefined) return undefined;
    const bytes = more.length === 0 ? first : Buffer.concat(this.#pieces, this.#held);
    this.#pieces.length = 0;
    this.#held = 0;
    if (this.#controller?.paused === true) this.#controller.resume();
    return bytes;
  }

  /** Whether all of the answer has come, though perhaps not been read. */
  get hasEnded(): boolean {
    return this.#state === "ended";
  }

  /** Resolves when something has changed. For one waiter. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /**
   * Whether it failed because the engine had closed a kept connection just before: a used one, and not a byte came back. Only
   * then may the request be sent again.
   */
  get hitClosedConnection(): boolean {
    return this.#wasLost && this.#use?.wasUsed === true && !this.#use.hasAnswered();
  }

  /** Ends it with an error, and closes the connection unless all has come, so that the engine stops. */
  fail(error: unknown): void {
    const wasRunning = this.#state === "running";
    this.#pieces.length = 0;
    if (this.#state !== "failed") this.#end("failed", error);
    // Last, because undici tells of its own error at once.
    if (wasRunning) this.#owner.drop(this.#connection);
  }

  /** What still comes is thrown away; too much of it closes the connection. */
  ignoreRest(): void {
    this.#isUnwanted = true;
    this.#pieces.length = 0;
    this.#held = 0;
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#use = this.#connection.use();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 100 to 199 come before the answer.
    if (status < 200) return;
    this.#head = { status, headers };
    this.#changed();
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Uint8Array): void {
    if (this.#state !== "running") return;
    this.#held += piece.length;
    if (this.#isUnwanted) {
      if (this.#held > mostHeld) this.fail(undefined);
      return;
    }
    this.#pieces.push(piece);
    if (this.#held > mostHeld) controller.pause();
    this.#changed();
  }

  onResponseEnd(): void {
    if (this.#state !== "running") return;
    this.#owner.giveBack(this.#connection);
    this.#end("ended");
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#state !== "running") return;
    this.#wasLost = true;
    this.#owner.drop(this.#connection);
    this.#end("failed", error);
  }

  #end(state: "ended" | "failed", error?: unknown): void {
    this.#state = state;
    this.#error = error;
    this.#changed();
  }

  #changed(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
