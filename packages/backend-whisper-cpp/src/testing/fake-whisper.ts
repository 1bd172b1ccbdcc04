import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { untilAborted } from "@compute-proxy/core";
import { openCounter } from "@compute-proxy/core/testing";
import type { FakeReply } from "./fake-answer.js";
import { type FakeRequest, readRequest } from "./fake-request.js";
import { answerTo, type FakeEngine, writeReply } from "./respond.js";

/** What a test decides. Everything has a default: an engine that is well. */
export interface FakeWhisperOptions extends FakeEngine {
  /** Default 0: a free port. */
  readonly port?: number;
  /** Asked first for every request; what it returns is sent in place of the engine's own answer. */
  readonly intercept?: (request: FakeRequest) => FakeReply | undefined;
  /** Awaited before the answer to a recording. Dropped when the client leaves. */
  readonly before?: (request: FakeRequest) => Promise<void>;
}

/** A running fake engine. The test closes it. */
export interface FakeWhisper {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** Every request in order, /health too. */
  readonly requests: readonly FakeRequest[];
  /** Requests with a recording that came. */
  attempts(): number;
  /** Requests to /inference that came and have neither been answered to the end nor been left by the client. */
  openRequests(): number;
  /** The most that were open at the same time; the real engine works on one, in whatever order it likes. */
  mostOpen(): number;
  /** Resolves as soon as exactly `count` of them are open: 0 waits for the last to end. */
  whenOpen(count: number): Promise<void>;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1 that speaks whisper-server's API, with answers, pace and faults as the test scripts them. */
export async function startFakeWhisper(options: FakeWhisperOptions = {}): Promise<FakeWhisper> {
  const requests: FakeRequest[] = [];
  const open = openCounter();
  let mostOpen = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const seen = await readRequest(request, requests.filter(({ path }) => path === request.url).length);
    if (gone.signal.aborted) return;
    requests.push(seen);
    if (seen.path === "/inference") {
      open.add(1);
      mostOpen = Math.max(mostOpen, open.count());
      response.once("close", () => open.add(-1));
      if (options.before) await untilAborted(options.before(seen), gone.signal);
    }
    await untilAborted(writeReply(response, options.intercept?.(seen) ?? answerTo(seen, options)), gone.signal);
  };

  const server = createServer((request, response) => {
    // A client that leaves ends its own request and no other.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    attempts: () => requests.filter(({ file }) => file !== undefined).length,
    openRequests: open.count,
    mostOpen: () => mostOpen,
    whenOpen: open.when,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
