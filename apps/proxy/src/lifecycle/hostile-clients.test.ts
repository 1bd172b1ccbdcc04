import { once } from "node:events";
import { type ClientHttp2Session, connect as connectSession, constants } from "node:http2";
import { connect, type Socket } from "node:net";
import type { FakeOllama } from "@compute-proxy/backend-ollama/testing";
import type { ComputeClient } from "@compute-proxy/client";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { lifecycleBench, question, until, wholeText } from "../testing/lifecycle-bench.js";
import { rawGenerateStream, rawSession } from "../testing/raw-call.js";
import type { ServerProcess } from "../testing/server-process.js";

const bench = lifecycleBench();
/** The engine repeats its tokens to this prompt until it is left. */
const endless = "Endless";

let engine: FakeOllama;
let server: ServerProcess;
let good: ComputeClient;

beforeAll(async () => {
  engine = await bench.engine({
    answer: (text) => ({ kind: "tokens", tokens: ["one ", "two"], ...(text === endless ? { ending: "never" } : {}) }),
  });
  server = await bench.serve(await bench.configFile(engine.url));
  good = bench.client(server.address);
});

afterAll(() => bench.clear());

/** What a good client's calls came to while somebody misbehaved. */
async function meanwhile(misbehave: () => Promise<void>): Promise<readonly string[]> {
  const over = new AbortController();
  const texts: string[] = [];
  const calls = (async () => {
    do {
      texts.push(await wholeText(good.generateStream(question)));
    } while (!over.signal.aborted);
  })();
  try {
    await misbehave();
  } finally {
    over.abort();
  }
  await calls;
  return texts;
}

function socketTo({ address }: ServerProcess): Socket {
  return connect(Number(address.split(":")[1]), "127.0.0.1").on("error", () => undefined);
}

async function sessionOn(): Promise<ClientHttp2Session> {
  const session = rawSession(server.address);
  await once(session, "connect");
  return session;
}

/** Client preface and an empty SETTINGS frame. */
const hello = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const frames = {
  ping: Buffer.from([0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
  settings: Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
};

/** Sends a frame very often and reads nothing of what comes back. */
async function flood(frame: Buffer): Promise<void> {
  const socket = socketTo(server);
  await once(socket, "connect");
  socket.write(hello);
  const many = Buffer.concat(Array<Buffer>(1000).fill(frame));
  for (let sent = 0; sent < 50 && !socket.destroyed; sent += 1) socket.write(many);
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
}

const rows: ReadonlyArray<{ readonly what: string; readonly misbehave: () => Promise<void> }> = [
  {
    what: "resets its connection in mid-stream",
    misbehave: async () => {
      const socket = socketTo(server);
      const session = connectSession(`http://${server.address}`, { createConnection: () => socket });
      session.on("error", () => undefined);
      await once(rawGenerateStream(session, endless), "data");
      socket.resetAndDestroy();
    },
  },
  {
    what: "closes its half of the connection in mid-stream",
    misbehave: async () => {
      const socket = socketTo(server);
      const session = connectSession(`http://${server.address}`, { createConnection: () => socket });
      session.on("error", () => undefined);
      await once(rawGenerateStream(session, endless), "data");
      socket.end();
      await until(() => engine.openRequests() === 0 || socket.destroyed);
      session.destroy();
    },
  },
  { what: "floods it with pings", misbehave: () => flood(frames.ping) },
  { what: "floods it with settings", misbehave: () => flood(frames.settings) },
  {
    what: "keeps 200 idle connections",
    misbehave: async () => {
      const sockets = Array.from({ length: 200 }, () => socketTo(server));
      await Promise.all(sockets.map((socket) => once(socket, "data")));
      await expect(wholeText(bench.client(server.address).generateStream(question))).resolves.toBe("one two");
      for (const socket of sockets) socket.destroy();
    },
  },
  {
    what: "opens and resets 2000 streams",
    misbehave: async () => {
      const session = await sessionOn();
      for (let opened = 0; opened < 2000 && !session.destroyed && !session.closed; opened += 1) {
        rawGenerateStream(session, endless).close(constants.NGHTTP2_CANCEL);
        if (opened % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      session.destroy();
    },
  },
  {
    what: "never reads an endless answer",
    misbehave: async () => {
      const session = await sessionOn();
      const stream = rawGenerateStream(session, endless);
      await once(stream, "response");
      stream.pause();
      await wholeText(good.generateStream(question));
      await wholeText(good.generateStream(question));
      session.destroy();
    },
  },
  {
    what: "sends a call with 2000 headers, and one with a header of 60 kB",
    misbehave: async () => {
      const session = await sessionOn();
      const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`x-${index}`, "y"]));
      for (const headers of [many, { "x-long": "y".repeat(60_000) }]) {
        if (session.destroyed) break;
        try {
          session
            .request({ ":method": "POST", ":path": "/compute.v1.ComputeService/Generate", ...headers })
            .on("error", () => undefined)
            .end();
        } catch {
          // Node's client refuses some of it itself.
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
      session.destroy();
    },
  },
];

describe("a client", () => {
  it.each(rows)("that $what disturbs nobody else, and leaves no work at the engine", async ({ misbehave }) => {
    const texts = await meanwhile(misbehave);

    expect(new Set(texts)).toEqual(new Set(["one two"]));
    await until(() => engine.openRequests() === 0);
    expect(server.notes()).not.toMatch(/unexpected error/u);
    await expect(wholeText(bench.client(server.address).generateStream(question))).resolves.toBe("one two");
  });
});
