import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, logLines, question, until, wholeText } from "../testing/lifecycle-bench.js";
import { fillsTheHeap, leavesGarbage } from "../testing/preloads.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

describe("a heap that is over 90 % full", () => {
  it("refuses new calls while health answers and running streams finish, until there is room again", async () => {
    const gate = deferred();
    const before = (index: number): Promise<void> => (index === 1 ? gate.promise : Promise.resolve());
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one ", "two"], before }) });
    // A small young generation: a large one is promoted in one go, past the limit.
    const flags = ["--max-old-space-size=200", "--max-semi-space-size=4", "--expose-gc"];
    const server = await bench.serve(await bench.configFile(engine.url), { flags, preload: fillsTheHeap });
    const client = bench.client(server.address);
    const running = wholeText(client.generateStream(question));
    await engine.whenOpen(1);

    server.child.kill("SIGUSR2");
    await until(() => server.notes().includes("short of memory"));
    const refused = await client.generate(question).catch((error: unknown) => error);
    const { status } = await client.healthCheck({});
    gate.resolve();
    const text = await running;
    const atEngine = engine.attempts();
    server.child.kill("SIGUSR2");
    await until(() => server.notes().includes("enough memory again"));

    expect(refused).toMatchObject({ code: "RESOURCE_EXHAUSTED", reason: "overloaded", retryAfterMs: 1000 });
    expect(status).toBe("SERVING");
    expect(text).toBe("one two");
    expect(atEngine).toBe(1);
    await expect(client.generate(question)).resolves.toMatchObject({ response: "one two" });
    const told = logLines(server.notes()).filter(({ msg }) => String(msg).includes("memory"));
    expect(told).toMatchObject([
      { level: 50, used_mb: expect.any(Number), limit_mb: 210 },
      { level: 30, limit_mb: 210 },
    ]);
  });
});

describe("a process that rests", () => {
  it("gives the memory of a burst back, and serves on", async () => {
    const engine = await bench.engine();
    const words = ["--log-level", "debug"];
    const server = await bench.serve(await bench.configFile(engine.url), { preload: leavesGarbage, words });
    const told = () => logLines(server.notes()).filter(({ msg }) => msg === "memory given back");

    server.child.kill("SIGUSR2");
    await until(() => told().length > 0);

    const [{ before_mb: before, after_mb: after } = {}] = told();
    expect(Number(after)).toBeLessThan(Number(before) - 20);
    await expect(bench.client(server.address).generate(question)).resolves.toMatchObject({ backendUsed: "only" });
  });
});
