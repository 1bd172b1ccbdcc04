import { once } from "node:events";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, question, until, wholeText } from "../testing/lifecycle-bench.js";
import { watchHealth } from "../testing/raw-call.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

/** An engine whose second token waits for the test. */
async function pacedEngine() {
  const gate = deferred();
  const engine = await bench.engine({
    answer: () => ({
      kind: "tokens",
      tokens: ["one ", "two"],
      before: (index) => (index === 1 ? gate.promise : Promise.resolve()),
    }),
  });
  return { engine, gate };
}

describe("SIGTERM under load", () => {
  it("tells watchers first, says goodbye, refuses what is new, finishes 20 streams whole, and ends with 0", async () => {
    const { engine, gate } = await pacedEngine();
    const server = await bench.serve(await bench.configFile(engine.url));
    const client = bench.client(server.address);
    const streams = Array.from({ length: 20 }, () => wholeText(client.generateStream(question)));
    await engine.whenOpen(20);
    const watch = await watchHealth(server.address);
    bench.later(() => watch.session.destroy());
    const goodbye = once(watch.session, "goaway");

    server.child.kill("SIGTERM");
    await until(() => watch.seen.includes(2));
    await goodbye;
    const [onOldConnection, onNewConnection] = await Promise.all([
      client.generate(question).catch((error: unknown) => error),
      bench
        .client(server.address)
        .generate(question)
        .catch((error: unknown) => error),
    ]);
    const { status } = await client.healthCheck({});
    const atEngine = engine.attempts();
    gate.resolve();

    expect(await Promise.all(streams)).toEqual(Array(20).fill("one two"));
    expect([onOldConnection, onNewConnection]).toMatchObject([
      { code: "UNAVAILABLE", reason: "shutting-down" },
      { code: "UNAVAILABLE", reason: "shutting-down" },
    ]);
    expect(status).toBe("NOT_SERVING");
    expect(atEngine).toBe(20);
    expect(await server.exited).toBe(0);
    expect(engine.openRequests()).toBe(0);
  });

  it("breaks off what outlives the grace with UNAVAILABLE, leaves the engine, and ends with 1", async () => {
    const { engine, gate } = await pacedEngine();
    const server = { host: "127.0.0.1", grpc_port: 0, shutdown_grace_seconds: 1 };
    const { address, child, exited, notes } = await bench.serve(await bench.configFile(engine.url, { server }));
    const outcome = wholeText(bench.client(address).generateStream(question)).catch((error: unknown) => error);
    await engine.whenOpen(1);

    child.kill("SIGTERM");

    expect(await outcome).toMatchObject({ code: "UNAVAILABLE", reason: "shutting-down" });
    expect(await exited).toBe(1);
    await engine.whenOpen(0);
    expect(notes()).toContain('"outcome":"forced"');
    gate.resolve();
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "waits for no grace at %s when nothing runs, whoever is connected or watches",
    async (signal) => {
      const { engine } = await pacedEngine();
      // Longer than this test may take.
      const place = { host: "127.0.0.1", grpc_port: 0, shutdown_grace_seconds: 600 };
      const server = await bench.serve(await bench.configFile(engine.url, { server: place }));
      await bench.client(server.address).healthCheck({});
      const watch = await watchHealth(server.address);
      bench.later(() => watch.session.destroy());

      server.child.kill(signal);

      expect(await server.exited).toBe(0);
    },
  );
});
