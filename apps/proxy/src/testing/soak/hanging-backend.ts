import type { ComputeClient } from "@compute-proxy/client";
import { timed, together } from "./load.js";
import { atMost, exactly, type SoakScenario, under } from "./scenario.js";
import { model, onBench, untilIdle } from "./soak-bench.js";

const calls = { short: 80, long: 4000 } as const;
const limits = { maxConcurrent: 8, maxQueued: 16 };
const hangingCalls = 200;
const idleLimitMs = 2000;

export const hangingBackend: SoakScenario = {
  name: "hanging-backend",
  title: "one of three backends hangs: the other two go on, and no more than its own queue waits for it",
  run: (scale, say) =>
    onBench({ engines: 3, limits, pace: { ttftMs: 50 } }, async ({ client, engine, engines }) => {
      const count = calls[scale];
      const before = await throughput(client, count);
      say(`before: ${before.toFixed(0)} calls a second`);
      await engine.setFault({ fault: "hang" });
      const leaving = new AbortController();
      let refused = 0;
      const waiting = Array.from({ length: hangingCalls }, () =>
        ask(client, "engine-0", leaving.signal).catch((error: unknown) => {
          if (reasonOf(error) === "queue-full") refused += 1;
        }),
      );
      await engine.whenOpen(limits.maxConcurrent);
      const during = await throughput(client, count);
      say(`meanwhile: ${during.toFixed(0)} calls a second`);
      const { backends } = await client.listBackends({});
      const queue = backends.find(({ backend }) => backend?.id === "engine-0")?.queue;
      const refusedMeanwhile = refused;
      leaving.abort();
      await Promise.all(waiting);
      const idleMs = await untilIdle(engines);
      const lostPercent = 100 * (1 - during / before);
      return {
        figures: { callsPerSecondBefore: before, callsPerSecondMeanwhile: during, lostPercent, idleMs },
        checks: [
          exactly("calls at the backend that hangs", queue?.running ?? NaN, limits.maxConcurrent),
          exactly("calls that wait for it", queue?.waitingInteractive ?? NaN, limits.maxQueued),
          exactly("calls that were told at once that its queue is full", refusedMeanwhile, hangingCalls - 24),
          atMost("requests that the engines have once the clients are gone", engine.counters().open, 0),
          under("time until the engines had none", idleMs, idleLimitMs, "ms"),
          under("throughput that the other two lost", lostPercent, 5, "%"),
        ],
      };
    }),
};

/** Calls a second of the two backends that are well. Rejects when a call fails. */
async function throughput(client: ComputeClient, count: number): Promise<number> {
  const backends = ["engine-1", "engine-2"];
  const ms = await timed(() =>
    Promise.all(backends.map((backend) => together(count / 2, limits.maxConcurrent, () => ask(client, backend)))),
  );
  return (count / ms) * 1000;
}

async function ask(client: ComputeClient, target: string, signal?: AbortSignal): Promise<void> {
  await client.generate({ prompt: "hello", model, annotations: { target }, options: { maxTokens: 8 } }, { signal });
}

function reasonOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "reason" in error ? error.reason : undefined;
}
