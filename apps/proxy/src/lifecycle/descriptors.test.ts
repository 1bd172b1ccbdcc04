import { connect, type Socket } from "node:net";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, logLines, question, until, wholeText } from "../testing/lifecycle-bench.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

/** What a process of ours has open by itself is about 25. */
const openFiles = 40;

/** A connection that does nothing, once it is known whether the server keeps it. */
function idleSocket(address: string): Promise<Socket> {
  const socket = connect(Number(address.split(":")[1]), "127.0.0.1").on("error", () => undefined);
  bench.later(() => socket.destroy());
  return new Promise((resolve) => {
    socket.once("data", () => resolve(socket));
    socket.once("close", () => resolve(socket));
  });
}

describe("a process that runs out of file descriptors", () => {
  it("refuses connections and calls with UNAVAILABLE, finishes what runs, recovers, and logs once a second at most", async () => {
    const gate = deferred();
    const before = (index: number): Promise<void> => (index === 1 ? gate.promise : Promise.resolve());
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one ", "two"], before }) });
    const began = performance.now();
    const server = await bench.serve(await bench.configFile(engine.url), { openFiles });
    const client = bench.client(server.address);
    const running = wholeText(client.generateStream(question));
    await engine.whenOpen(1);

    const sockets = await Promise.all(Array.from({ length: 60 }, () => idleSocket(server.address)));
    const kept = sockets.filter(({ destroyed }) => !destroyed);
    // Each of them wants a connection to the engine of its own, and there are not so many.
    const outcomes = Array.from({ length: 40 }, () =>
      client.generate(question).then(
        () => "OK",
        (error: unknown) => (error as { code?: unknown }).code,
      ),
    );
    const first = await Promise.race(outcomes);
    for (const socket of kept) socket.destroy();
    gate.resolve();

    expect(kept.length).toBeLessThan(openFiles - 25);
    expect(first).toBe("UNAVAILABLE");
    expect(await running).toBe("one two");
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["OK", "UNAVAILABLE"]));
    await expect(client.generate(question)).resolves.toMatchObject({ response: "one two" });
    await until(async () => !(await idleSocket(server.address)).destroyed);
    const seconds = (performance.now() - began) / 1000;
    const told = logLines(server.notes()).filter(({ msg }) => String(msg).startsWith("connections refused"));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(seconds + 1);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});
