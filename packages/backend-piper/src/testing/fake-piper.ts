import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openCounter } from "@compute-proxy/core/testing";
import { errorPage, type FakeReply, replyWith, writeReply } from "./fake-reply.js";
import type { FakeRequest } from "./fake-request.js";
import { defaultFakeVoices, type FakeVoice, infoOf, speak, voicesOf } from "./speak.js";

/** What a test decides. Everything has a default: an engine that is well. */
export interface FakePiperOptions {
  /** Default 0: a free port. */
  readonly port?: number;
  /** The first is the default voice. Default: `defaultFakeVoices`. */
  readonly voices?: readonly FakeVoice[];
  /** Where it speaks: "/synthesize" by default, "/" as releases before 1.5.0. */
  readonly speaksAt?: "/synthesize" | "/";
  /** Lists that it does not have. Default: none lacks. */
  readonly lacks?: ReadonlyArray<"/voices" | "/info">;
  /** Asked first for every request; what it returns is sent in place of the engine's own answer. */
  readonly intercept?: (request: FakeRequest) => FakeReply | undefined;
  /** Answers each text in place of the engine's own speech. */
  readonly answer?: (request: FakeRequest) => FakeReply;
}

/** A running fake engine. The test closes it. */
export interface FakePiper {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** Every request in order. */
  readonly requests: readonly FakeRequest[];
  /** Requests for speech that came, at whatever path. */
  attempts(): number;
  /** Requests for speech that came and have neither been answered to the end nor been left by the client. */
  openRequests(): number;
  /** Resolves as soon as exactly `count` requests for speech are open: 0 waits for the last to end. */
  whenOpen(count: number): Promise<void>;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1 that speaks the API of piper.http_server, with answers and faults as the test says. */
export async function startFakePiper(options: FakePiperOptions = {}): Promise<FakePiper> {
  const requests: FakeRequest[] = [];
  const open = openCounter();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/", headers } = request;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const body = parseObject(Buffer.concat(await request.toArray()).toString("utf8"));
    if (gone.signal.aborted) return;
    const call = requests.filter((earlier) => earlier.method === method && earlier.path === path).length;
    const seen: FakeRequest = { call, method, path, body, headers };
    const lastText = requests.findLast(isForSpeech)?.body?.["text"];
    requests.push(seen);
    if (isForSpeech(seen)) {
      open.add(1);
      response.once("close", () => open.add(-1));
    }
    const reply =
      options.intercept?.(seen) ?? ownReply(seen, options, typeof lastText === "string" ? lastText : undefined);
    await writeReply(response, reply, gone.signal);
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
    attempts: () => requests.filter(isForSpeech).length,
    openRequests: open.count,
    whenOpen: open.when,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isForSpeech({ method, path }: FakeRequest): boolean {
  return method === "POST" && (path === "/synthesize" || path === "/");
}

function ownReply(request: FakeRequest, options: FakePiperOptions, lastText: string | undefined): FakeReply {
  const { voices = defaultFakeVoices, speaksAt = "/synthesize", lacks = [] } = options;
  const { method, path } = request;
  const json = (value: unknown): FakeReply =>
    replyWith(JSON.stringify(value), { headers: { "content-type": "application/json" } });
  if (isForSpeech(request) && path === speaksAt) return options.answer?.(request) ?? speak(request, voices);
  if (method === "GET" && path === "/voices" && !lacks.includes(path)) return json(voicesOf(voices));
  if (method === "GET" && path === "/info" && !lacks.includes(path)) return json(infoOf(voices, lastText));
  // Both reach out to a hub, which is not there.
  if (path === "/all-voices" || path === "/download") return errorPage();
  return errorPage(path === "/" && speaksAt !== "/" ? 405 : 404);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
