import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, logLines, question, until, wholeText } from "../testing/lifecycle-bench.js";
import { wallClockJumps } from "../testing/preloads.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const hour = 3_600_000;
const stalls = { ...question, prompt: "Stall" };

describe("a wall clock that jumps by two hours, again and again", () => {
  it("fires no timeout, makes no duration negative, and keeps deadlines and health as they are", async () => {
    const tokens = Array.from({ length: 20 }, (_, index) => `${index} `);
    const engine = await bench.engine({
      answer: (text) => ({
        kind: "tokens",
        tokens,
        before: () => pause(10),
        ...(text === "Stall" ? { ending: "stall" } : {}),
      }),
    });
    // A clock that jumps would end every check; a busy machine may end one.
    const health = { enabled: true, interval_seconds: 1, timeout_seconds: 60, unhealthy_threshold: 2 };
    const server = await bench.serve(await bench.configFile(engine.url, { health }), { preload: wallClockJumps });
    const client = bench.client(server.address);

    const texts = await Promise.all([
      wholeText(client.generateStream(question, { deadlineMs: 60_000 })),
      wholeText(client.generateStream(question)),
    ]);
    const run = await client.runPipeline("p", "Count", { deadlineMs: 60_000 });
    const late = await client.generate(stalls, { deadlineMs: 500 }).catch((error: unknown) => error);
    await engine.whenOpen(0);
    await until(() => engine.requests.filter(({ path }) => path === "/api/tags").length >= 5);

    expect(texts).toEqual([tokens.join(""), tokens.join("")]);
    expect(run.success).toBe(true);
    const metadata = run.stageResults[0]?.metadata;
    for (const ms of [run.totalTimeMs, metadata?.durationMs, metadata?.ttftMs]) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThan(60_000);
    }
    expect(late).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    const lines = logLines(server.notes());
    expect(lines.filter(({ to }) => to === "unreachable")).toEqual([]);
    const times = lines.map(({ time }) => Date.parse(String(time)));
    expect(times.every((time) => Math.abs(time - Date.now()) > hour / 2)).toBe(true);
  });
});

/** Longer than a busy machine holds up a health check that is answered. */
const timeoutSeconds = 3;
/** By its end the deadline of the call has passed, and the timeout of the check that was on its way. */
const standstillMs = 4500;

describe("a process that is suspended for 4.5 s", () => {
  it("goes on with its streams, ends calls whose deadline passed, and takes no backend for gone", async () => {
    let isResumed = false;
    const stopped = Promise.withResolvers<void>();
    const engine = await bench.engine({
      answer: (text) => ({
        kind: "tokens",
        tokens: ["one ", "two"],
        before: (index) => (index === 1 ? stopped.promise : Promise.resolve()),
        ...(text === "Stall" ? { ending: "stall" } : {}),
      }),
      // A check is on its way when the process stops; the answer comes while it stands still, the timeout passes too.
      intercept: ({ path }) => {
        if (path === "/api/tags" && !isResumed) suspend();
        return undefined;
      },
    });
    let suspend = (): void => undefined;
    const health = { enabled: true, interval_seconds: 1, timeout_seconds: timeoutSeconds, unhealthy_threshold: 1 };
    const server = await bench.serve(await bench.configFile(engine.url, { health }));
    const client = bench.client(server.address);
    const running = wholeText(client.generateStream(question));
    await engine.whenOpen(1);
    const late = client.generate(stalls, { deadlineMs: 4000 }).catch((error: unknown) => error);
    // On a machine that had no time for it the deadline has passed already, and all of this holds as well.
    await Promise.race([engine.whenOpen(2), late]);
    const standing = new Promise<void>((resolve) => {
      suspend = () => {
        server.child.kill("SIGSTOP");
        suspend = () => undefined;
        stopped.resolve();
        resolve();
      };
    });

    await standing;
    await pause(standstillMs);
    const noted = server.notes().length;
    isResumed = true;
    server.child.kill("SIGCONT");

    expect(await running).toBe("one two");
    expect(await late).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    await engine.whenOpen(0);
    await expect(client.healthCheck({})).resolves.toMatchObject({ backendHealth: { only: "reachable" } });
    expect(logLines(server.notes().slice(noted)).filter(({ to }) => to === "unreachable")).toEqual([]);
  }, 60_000);
});
