import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createClientBench, textFrom } from "./test-bench/client-bench.js";
import { shortAnswer } from "./test-bench/scripted-server.js";

const bench = createClientBench();
afterEach(() => bench.clear());
const noAbort = (): AbortSignal => new AbortController().signal;

describe("an answer", () => {
  const compressed = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1000000000\r\n\r\n";
  it("31: that is compressed is engine-unreadable before its body is read, and its connection is closed", async () => {
    const server = await bench.server(({ socket }) => socket.write(compressed));
    const client = bench.client(server.port);

    await expect(textFrom(client)).rejects.toMatchObject({ code: "engine-unreadable", canFailOver: true });
    await server.whenClosed();
  });

  it("33: whose head comes one byte at a time ends with the limit on the first progress", async () => {
    const clock = new FakeClock();
    const server = await bench.server(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\nx-long: ");
      const drip = setInterval(() => socket.write("x"), 1);
      socket.once("close", () => clearInterval(drip));
    });
    const limits = { firstMs: 120_000, idleMs: 60_000, totalMs: 600_000 };
    const call = textFrom(bench.client(server.port, { clock }), { limits });
    const late = expect(call).rejects.toMatchObject({ code: "engine-timeout" });
    await untilAsked(server.requests);
    await clock.advance(120_000);

    await late;
    await server.whenClosed();
  });

  it("asks for no compression, and repeats the path of the endpoint", async () => {
    const heads: string[] = [];
    const server = await bench.server(({ text, socket }) => {
      heads.push(text);
      socket.write(shortAnswer);
    });
    await textFrom(bench.client(server.port, { path: "/base/" }));

    expect(heads[0]).toMatch(/^POST \/base\/api HTTP\/1\.1\r\n.*\r\naccept-encoding: identity\r\n/su);
  });

  it("that nobody reads makes the engine wait", async () => {
    let written = 0;
    const server = await bench.server(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
      const piece = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece)) written += piece.length;
        written += piece.length;
      };
      socket.on("drain", more);
      more();
    });
    using answer = await bench.client(server.port).ask({ path: "/" }, { signal: noAbort() });
    for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));

    expect(answer.status).toBe(200);
    // What the system's own buffers of both sides hold, and no more.
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });
});

async function untilAsked(requests: readonly number[]): Promise<void> {
  while ((requests[0] ?? 0) === 0) await new Promise((resolve) => setImmediate(resolve));
}
