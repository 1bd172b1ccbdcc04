import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createClientBench, textFrom } from "./test-bench/client-bench.js";
import { shortAnswer } from "./test-bench/scripted-server.js";

const bench = createClientBench();
afterEach(() => bench.clear());

const byNumber = (first: number, second: number): number => first - second;

describe("connections", () => {
  it("are used again", async () => {
    const server = await bench.server(({ socket }) => socket.write(shortAnswer));
    const client = bench.client(server.port);

    for (let count = 0; count < 3; count += 1) expect(await textFrom(client)).toBe("ok");

    expect(server.requests).toEqual([3]);
  });

  it("carry one request at a time", async () => {
    const server = await bench.server(({ socket }) => socket.write(shortAnswer));
    const client = bench.client(server.port);

    await Promise.all([textFrom(client), textFrom(client), textFrom(client)]);
    await textFrom(client);

    expect(server.requests.toSorted(byNumber)).toEqual([1, 1, 2]);
  });

  it("are used again after an answer that the reader has left as complete, when its end comes", async () => {
    const [left, ended] = [deferred(), deferred()];
    const server = await bench.server(({ request, socket }) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
      if (request === 0) void left.promise.then(() => socket.write("0\r\n\r\n", () => ended.resolve()));
    });
    const client = bench.client(server.port);
    const signal = new AbortController().signal;
    {
      using answer = await client.ask({ path: "/" }, { signal });
      for await (const _ of answer) {
        answer.complete();
        break;
      }
    }
    left.resolve();
    await ended.promise;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    using _second = await client.ask({ path: "/" }, { signal });

    expect(server.requests).toEqual([2]);
  });

  it.each([
    { what: "left before its end", leave: () => undefined },
    { what: "left as complete, and goes on with more than 64 kB", leave: (complete: () => void) => complete() },
  ])("are closed under an answer that is $what", async ({ leave }) => {
    const server = await bench.server(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\nok");
      socket.write(Buffer.alloc(1_000_000));
    });
    {
      using answer = await bench.client(server.port).ask({ path: "/" }, { signal: new AbortController().signal });
      leave(() => answer.complete());
    }

    await expect(server.whenClosed()).resolves.toBeUndefined();
  });

  it("are closed a second after an answer that is complete for the reader and does not end", async () => {
    const clock = new FakeClock();
    const server = await bench.server(({ socket }) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok"));
    {
      using answer = await bench
        .client(server.port, { clock })
        .ask({ path: "/" }, { signal: new AbortController().signal });
      answer.complete();
    }
    await clock.advance(999);
    expect(clock.sleeping).toBe(1);
    await clock.advance(1);

    await server.whenClosed();
    expect(clock.sleeping).toBe(0);
  });

  it("take no new request after 20 s, so that another address is found", async () => {
    const clock = new FakeClock();
    const server = await bench.server(({ socket }) => socket.write(shortAnswer));
    const client = bench.client(server.port, { clock });
    await textFrom(client);
    await clock.advance(20_000);
    await textFrom(client);
    expect(server.requests).toEqual([2]);

    await clock.advance(1);
    await textFrom(client);

    expect(server.requests).toEqual([2, 1]);
  });

  it.each(["before the answer", "in the middle of it"])("are closed at once by an abort %s", async (when) => {
    const caller = new AbortController();
    const server = await bench.server(({ socket }) => {
      if (when !== "before the answer") socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok");
      setImmediate(() => caller.abort());
    });
    const call = textFrom(bench.client(server.port), { signal: caller.signal });

    await expect(call).rejects.toMatchObject({ code: "cancelled" });
    await server.whenClosed();
  });
});

// Row 38 of the specification: engines close idle connections, and may do so in the moment of the next request.
describe("38: a kept connection that the engine closes", () => {
  it("while nobody uses it is replaced", async () => {
    const server = await bench.server(({ socket }) => socket.end(shortAnswer));
    const client = bench.client(server.port);
    await textFrom(client);
    await server.whenClosed();

    expect(await textFrom(client)).toBe("ok");
    expect(server.requests).toEqual([1, 1]);
  });

  it.each([
    { how: "closed", hit: "end" as const },
    { how: "reset", hit: "resetAndDestroy" as const },
  ])("just before it is used again ($how) costs nothing: the request goes out on a new one", async ({ hit }) => {
    const server = await bench.server(({ connection, request, socket }) => {
      // What the client sees of a connection that was closed while its request was on the way.
      if (connection === 0 && request === 1) socket[hit]();
      else socket.write(shortAnswer);
    });
    const client = bench.client(server.port);
    await textFrom(client);

    expect(await textFrom(client)).toBe("ok");
    expect(server.requests).toEqual([2, 1]);
  });

  it("is given up for a new one, not for another kept one that may be dead too", async () => {
    const server = await bench.server(({ request, socket }) => {
      if (request === 1) socket.resetAndDestroy();
      else socket.write(shortAnswer);
    });
    const client = bench.client(server.port);
    await Promise.all([textFrom(client), textFrom(client), textFrom(client)]);

    expect(await textFrom(client)).toBe("ok");
    expect(server.requests.toSorted(byNumber)).toEqual([1, 1, 1, 2]);
  });

  it("is replaced once and not again: the second loss is the engine's", async () => {
    const server = await bench.server(({ connection, request, socket }) => {
      if (connection === 0 && request === 0) socket.write(shortAnswer);
      else socket.resetAndDestroy();
    });
    const client = bench.client(server.port);
    await textFrom(client);

    await expect(textFrom(client)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(server.requests).toEqual([2, 1]);
  });

  it.each([
    { what: "one byte of an answer", write: "H" },
    { what: "a head", write: "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n" },
  ])("behind $what is an error: nothing is sent twice that may have been answered", async ({ write }) => {
    const server = await bench.server(({ request, socket }) => {
      if (request === 0) socket.write(shortAnswer);
      else socket.write(write, () => socket.end());
    });
    const client = bench.client(server.port);
    await textFrom(client);

    await expect(textFrom(client)).rejects.toMatchObject({ code: expect.any(String) });
    expect(server.requests).toEqual([2]);
  });

  it("on its first use is an error", async () => {
    const server = await bench.server(({ socket }) => socket.resetAndDestroy());

    await expect(textFrom(bench.client(server.port))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(server.requests).toEqual([1]);
  });

  it("is not replaced for a caller who has gone", async () => {
    const caller = new AbortController();
    const server = await bench.server(({ request, socket }) => {
      if (request === 0) socket.write(shortAnswer);
      else caller.abort();
    });
    const client = bench.client(server.port);
    await textFrom(client);

    await expect(textFrom(client, { signal: caller.signal })).rejects.toMatchObject({ code: "cancelled" });
    await server.whenClosed();
    expect(server.requests).toEqual([2]);
  });
});
