import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openCounter } from "@compute-proxy/core/testing";
import { type FakeReply, jsonReply } from "./fake-answer.js";
import type { FakeRequest } from "./fake-request.js";
import { type FakeEngine, respond } from "./respond.js";
import { writeReply } from "./write-answer.js";

/** What a test decides. Everything has a default: an engine that is well. */
export interface FakeOllamaOptions extends FakeEngine {
  /** Default 0: a free port. */
  readonly port?: number;
  /** Asked first for every request; what it returns is sent in place of the engine's own answer. */
  readonly intercept?: (request: FakeRequest) => FakeReply | undefined;
}

/** A running fake engine. The test closes it. */
export interface FakeOllama {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** Every other request in order, /api/version, /api/tags and /api/show too. */
  readonly requests: readonly FakeRequest[];
  /** Requests for a rendered prompt, which are not among the others: they are no attempts. */
  readonly renderings: readonly FakeRequest[];
  /** Requests for text or an embedding that came. */
  attempts(): number;
  /** Requests for text or an embedding that came and have neither been answered to the end nor been left by the client. */
  openRequests(): number;
  /** Resolves as soon as exactly `count` requests for text or an embedding are open: 0 waits for the last to end. */
  whenOpen(count: number): Promise<void>;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

const workPaths: ReadonlySet<string> = new Set(["/api/generate", "/api/chat", "/api/embed"]);

/** Starts an HTTP server on 127.0.0.1 that speaks Ollama's API, with answers, pace and faults as the test scripts them. */
export async function startFakeOllama(options: FakeOllamaOptions = {}): Promise<FakeOllama> {
  const requests: FakeRequest[] = [];
  const renderings: FakeRequest[] = [];
  const open = openCounter();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "/";
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const body = await readBody(request);
    if (gone.signal.aborted) return;
    const asksRendering = body?.["_debug_render_only"] === true;
    const list = asksRendering ? renderings : requests;
    const call = list.filter((earlier) => earlier.path === path).length;
    const seen: FakeRequest = { call, path, body: body ?? {}, headers: request.headers };
    list.push(seen);
    if (workPaths.has(path) && !asksRendering) {
      open.add(1);
      response.once("close", () => open.add(-1));
    }
    const reply = body === undefined ? jsonReply({ error: "unexpected EOF" }, 400) : options.intercept?.(seen);
    if (reply) await writeReply(response, reply, gone.signal);
    else await respond(seen, response, options, gone.signal);
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
    renderings,
    attempts: () => requests.filter((request) => workPaths.has(request.path)).length,
    openRequests: open.count,
    whenOpen: open.when,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The JSON object of a request; empty without a body, undefined when it is none. */
async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString("utf8");
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
