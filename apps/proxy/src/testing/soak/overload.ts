import { setTimeout as delay } from "node:timers/promises";
import { type ComputeClient, isComputeError } from "@compute-proxy/client";
import { p99, timed, together } from "./load.js";
import { type Check, exactly, type SoakScenario, under } from "./scenario.js";
import { model, onBench } from "./soak-bench.js";

const seconds = { short: 1, long: 60 } as const;
const ttftMs = 100;
/** A queue of half the places: who is let in waits half an answer at most, or the second half of the goal could not be held. */
const limits = { maxConcurrent: 8, maxQueued: 4 };
const capacityPerSecond = (limits.maxConcurrent * 1000) / ttftMs;
const load = 4;

export const overload: SoakScenario = {
  name: "overload",
  title: "four times the calls that the backend can serve",
  run: (scale, say) =>
    onBench({ limits, pace: { ttftMs } }, async ({ client }) => {
      const unloaded: number[] = [];
      await together(scale === "long" ? 200 : 20, 2, async () => void unloaded.push(await timed(() => ask(client))));
      say(`unloaded: ${p99(unloaded).toFixed(0)} ms at p99`);

      const seen: Seen = { accepted: [], refused: [], withoutAdvice: 0, others: [] };
      const health: number[] = [];
      const running: Promise<void>[] = [];
      const count = capacityPerSecond * load * seconds[scale];
      const began = performance.now();
      for (let sent = 0; sent < count; sent = running.length) {
        const due = Math.min(count, ((performance.now() - began) / 1000) * capacityPerSecond * load);
        while (running.length < due) running.push(observed(client, seen));
        if (health.length * 100 < performance.now() - began) health.push(await timed(() => client.healthCheck({})));
        await delay(5);
      }
      await Promise.all(running);
      const { accepted, refused, withoutAdvice, others } = seen;
      const unloadedMs = p99(unloaded);
      const checks: readonly Check[] = [
        exactly("calls that ended neither well nor refused", others.length, 0),
        exactly("answers and refusals", accepted.length + refused.length, count),
        exactly("refusals that do not say when to come again", withoutAdvice, 0),
        {
          kind: "count",
          goal: "some are let in and some are refused",
          found: `${accepted.length} and ${refused.length}`,
          holds: accepted.length > 0 && refused.length > 0,
        },
        under("refusal at p99", p99(refused), 100, "ms"),
        under(`answer at p99, unloaded ${unloadedMs.toFixed(1)} ms`, p99(accepted), 2 * unloadedMs, "ms"),
        under("slowest HealthCheck", Math.max(...health), 200, "ms"),
      ];
      return {
        figures: { calls: count, accepted: accepted.length, refused: refused.length, unloadedP99Ms: unloadedMs },
        checks,
      };
    }),
};

interface Seen {
  /** Milliseconds. */
  readonly accepted: number[];
  readonly refused: number[];
  withoutAdvice: number;
  readonly others: string[];
}

async function observed(client: ComputeClient, seen: Seen): Promise<void> {
  const began = performance.now();
  try {
    await ask(client);
    seen.accepted.push(performance.now() - began);
  } catch (error) {
    if (!isComputeError(error) || error.code !== "RESOURCE_EXHAUSTED") {
      seen.others.push(String(error));
      return;
    }
    seen.refused.push(performance.now() - began);
    if (error.retryAfterMs === undefined) seen.withoutAdvice += 1;
  }
}

async function ask(client: ComputeClient): Promise<void> {
  await client.generate({ prompt: "hello", model, options: { maxTokens: 8 } });
}
