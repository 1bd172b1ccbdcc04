import { createRequire } from "node:module";
import type { Socket } from "node:net";
import type * as Undici from "undici";
import { type ConnectorParts, createConnector } from "./connector.js";

// Its other parts (fetch, caches, mocks) would cost every start 60 ms and 10 MB.
const Client = createRequire(import.meta.url)("undici/lib/dispatcher/client.js") as typeof Undici.Client;

/** A connection that nobody uses is closed after so long, or earlier where the engine asks for it: Node's own servers wait 5 s. */
const idleMs = 4_000;

/** An older connection takes no new request, so that an engine's new address is found. */
const oldestMs = 20_000;

/** How a request found its connection. */
export interface ConnectionUse {
  /** Whether an earlier answer came over this socket. */
  readonly wasUsed: boolean;
  /** Whether a single byte of an answer has come. */
  readonly hasAnswered: () => boolean;
}

/** One kept connection to an engine, for one request at a time. Opened with its first request; its owner destroys it. */
export class Connection {
  readonly #client: Undici.Client;
  readonly #clock: ConnectorParts["clock"];
  #socket: Socket | undefined;
  #openedAt = 0;
  #wasUsed = false;

  /** `onClosed` is told each time the socket closes. */
  constructor(origin: string, parts: ConnectorParts, onClosed: () => void) {
    this.#clock = parts.clock;
    this.#client = new Client(origin, {
      // Our limits are in charge: undici's defaults end every answer that pauses for 300 s.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: idleMs,
      allowH2: false,
      connect: createConnector(parts, (socket) => {
        this.#socket = socket;
        this.#openedAt = parts.clock.now();
        this.#wasUsed = false;
      }),
    });
    this.#client.on("disconnect", onClosed);
  }

  /** Whether it stands, and may take another request. */
  isReady(): boolean {
    return this.#socket?.destroyed === false && this.#clock.now() - this.#openedAt <= oldestMs;
  }

  send(request: Undici.Dispatcher.DispatchOptions, handler: Undici.Dispatcher.DispatchHandler): void {
    this.#client.dispatch(request, handler);
  }

  /** To be called when a request begins to be sent; from then on the socket counts as used. */
  use(): ConnectionUse {
    const [socket, wasUsed] = [this.#socket, this.#wasUsed];
    const readBefore = socket?.bytesRead;
    this.#wasUsed = true;
    return { wasUsed, hasAnswered: () => socket?.bytesRead !== readBefore };
  }

  /** Closes it at once, whatever it is doing. */
  async destroy(): Promise<void> {
    const closed = this.#client.destroy();
    // The client does not know of a socket that does not stand yet.
    this.#socket?.destroy();
    await closed;
  }
}
