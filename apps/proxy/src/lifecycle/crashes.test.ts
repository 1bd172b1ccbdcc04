import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, logLines, question, until, wholeText } from "../testing/lifecycle-bench.js";
import { healthCheckThrows, throwsAgainAndAgain, throwsOutside } from "../testing/preloads.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

const fatal = 60;

describe("an error that nobody caught", () => {
  it("ends neither the process nor a running stream, wherever it was thrown; the log has its stack", async () => {
    const gate = deferred();
    const before = (index: number): Promise<void> => (index === 1 ? gate.promise : Promise.resolve());
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one ", "two"], before }) });
    const server = await bench.serve(await bench.configFile(engine.url), { preload: throwsOutside });
    const client = bench.client(server.address);
    const running = wholeText(client.generateStream(question));
    await engine.whenOpen(1);

    for (const count of [1, 2, 3, 4]) {
      server.child.kill("SIGUSR2");
      await until(() => server.notes().includes(`"count":${count},`));
    }
    gate.resolve();

    expect(await running).toBe("one two");
    await expect(client.generate(question)).resolves.toMatchObject({ response: "one two" });
    const logged = logLines(server.notes()).filter(({ level }) => level === fatal);
    expect(logged).toMatchObject([
      { origin: "uncaughtException", err: { message: "thrown in a timer", stack: expect.stringContaining("at ") } },
      { origin: "unhandledRejection", err: { message: "rejected and not awaited" } },
      { origin: "uncaughtException", err: { message: "thrown at a socket", stack: expect.stringContaining("at ") } },
      { origin: "uncaughtException", err: "a text, not an error" },
    ]);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });

  it("ends the process with 70 when it comes ten times within a minute, and the log says so", async () => {
    const engine = await bench.engine();
    const server = await bench.serve(await bench.configFile(engine.url), { preload: throwsAgainAndAgain });

    server.child.kill("SIGUSR2");

    expect(await server.exited).toBe(70);
    expect(logLines(server.notes()).filter(({ level }) => level === fatal)).toHaveLength(11);
    expect(server.notes()).toContain("too many unexpected errors within a minute");
  });
});

describe("a handler that throws", () => {
  it("ends that call with INTERNAL and an id, under which the log has the stack; others go on", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one"] }) });
    const server = await bench.serve(await bench.configFile(engine.url), { preload: healthCheckThrows });
    const client = bench.client(server.address);

    const failure = await client.healthCheck({}).catch((error: unknown) => error);
    await expect(client.generate(question)).resolves.toMatchObject({ response: "one" });
    await until(() => server.notes().includes("unexpected error"));

    expect(failure).toMatchObject({ code: "INTERNAL", reason: "internal" });
    const message = failure instanceof Error ? failure.message : "";
    expect(message).not.toMatch(/thrown|\.js|\n/u);
    const [entry] = logLines(server.notes()).filter(({ msg }) => msg === "unexpected error");
    expect(entry).toMatchObject({ err: { message: "thrown in a handler", stack: expect.stringContaining("at ") } });
    expect(message).toContain(String(entry?.["callId"]));
  });
});
