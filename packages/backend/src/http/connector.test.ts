import type { LookupFunction } from "node:net";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { callError } from "../engine-error.js";
import { createClientBench, textFrom } from "./test-bench/client-bench.js";
import { startFullListener } from "./test-bench/full-listener.js";
import { shortAnswer } from "./test-bench/scripted-server.js";

const bench = createClientBench();
afterEach(() => bench.clear());
const engine = { program: "Engine", id: "npu", endpoint: "http://engine.test" };

/** Resolves every name as the test says, and counts. */
function resolver(answer: () => string | NodeJS.ErrnoException): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_name, _options, callback) => {
    asked += 1;
    const found = answer();
    if (typeof found === "string") callback(null, [{ address: found, family: 4 }]);
    else callback(found, []);
  };
  return { lookup, asked: () => asked };
}
const failing = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

/** Node tells of a closed socket at the end of a turn of its event loop. */
async function socketsClosed(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("a host name", () => {
  it("3: that does not resolve is engine-unresolved, and found as soon as it does", async () => {
    const server = await bench.server(({ socket }) => socket.write(shortAnswer));
    const answers: Array<string | NodeJS.ErrnoException> = [failing("ENOTFOUND"), "127.0.0.1"];
    const { lookup } = resolver(() => answers.shift() ?? "");
    const client = bench.client(server.port, { host: "engine.test", lookup });
    const error: unknown = await textFrom(client).catch((reason: unknown) => reason);

    expect(callError(error, engine)).toMatchObject({ code: "engine-unresolved", canFailOver: true });
    expect(await textFrom(client)).toBe("ok");
  });

  it("4: that resolves to another address is followed within 30 s, however busy the connection is", async () => {
    const clock = new FakeClock();
    const server = await bench.server(({ socket }) => socket.write(shortAnswer));
    let address = "127.0.0.1";
    const { lookup, asked } = resolver(() => address);
    const client = bench.client(server.port, { host: "engine.test", lookup, clock });
    await textFrom(client);
    address = "127.0.0.9";
    for (let seconds = 0; seconds < 30; seconds += 1) {
      await clock.advance(1000);
      await textFrom(client).catch(() => undefined);
    }

    const answered = server.requests[0];

    // Nobody listens at the new address.
    await expect(textFrom(client)).rejects.toMatchObject({ syscall: "connect" });
    expect(asked()).toBeGreaterThan(1);
    expect(server.requests).toEqual([answered]);
  });
});

describe("a connection that does not come about", () => {
  it("5: because nobody takes it is engine-connect-timeout after connectMs of our clock", async () => {
    const clock = new FakeClock();
    // The name never resolves: for the caller the same as a network that swallows every packet.
    const client = bench.client(1, { host: "engine.test", lookup: () => undefined, clock });
    const call = textFrom(client);
    const late = expect(call).rejects.toMatchObject({
      code: "engine-connect-timeout",
      backend: "npu",
      message: expect.stringContaining("did not take the connection within 2000 ms"),
    });

    await clock.advance(2000);

    await late;
    expect(clock.sleeping).toBe(0);
  });

  it("5: because the engine's queue of connections is full is engine-connect-timeout too", async () => {
    const full = await startFullListener();
    try {
      const clock = new FakeClock();
      const call = textFrom(bench.client(full.port, { clock }));
      const late = expect(call).rejects.toMatchObject({ code: "engine-connect-timeout" });

      await clock.advance(2000);

      await late;
    } finally {
      await full.close();
    }
  });

  it("ends at once when the caller goes", async () => {
    const clock = new FakeClock();
    const caller = new AbortController();
    const client = bench.client(1, { host: "engine.test", lookup: () => undefined, clock });
    const gone = expect(textFrom(client, { signal: caller.signal })).rejects.toMatchObject({ code: "cancelled" });

    caller.abort();

    await gone;
    await socketsClosed();
    expect(clock.sleeping).toBe(0);
  });

  it("ends when the client is closed", async () => {
    const clock = new FakeClock();
    const client = bench.client(1, { host: "engine.test", lookup: () => undefined, clock });
    const call = textFrom(client).catch((reason: unknown) => callError(reason, engine));

    await client.close();

    expect(await call).toMatchObject({ code: "shutting-down" });
    await expect(textFrom(client)).rejects.toMatchObject({ code: "shutting-down" });
    await socketsClosed();
    expect(clock.sleeping).toBe(0);
  });

  it.each(["EMFILE", "ENFILE", "ENOBUFS", "EADDRNOTAVAIL"])(
    "52: because this process can open none (%s) is no-descriptors, and no other backend is tried",
    async (code) => {
      const server = await bench.server(({ socket }) => socket.write(shortAnswer));
      const answers: Array<string | NodeJS.ErrnoException> = [failing(code), "127.0.0.1"];
      const { lookup } = resolver(() => answers.shift() ?? "");
      const client = bench.client(server.port, { host: "engine.test", lookup });
      const error: unknown = await textFrom(client).catch((reason: unknown) => reason);

      expect(callError(error, engine)).toMatchObject({
        code: "no-descriptors",
        status: "UNAVAILABLE",
        canFailOver: false,
      });
      expect(await textFrom(client)).toBe("ok");
    },
  );
});
