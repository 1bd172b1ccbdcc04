import { type ComputeClient, createComputeClient, isComputeError } from "@compute-proxy/client";
import { together } from "./load.js";
import { type Check, exactly, type SoakResult, type SoakScenario, under } from "./scenario.js";
import { model, onBench, type SoakBench, untilIdle } from "./soak-bench.js";

const counts = { short: 150, long: 10_000 } as const;
const concurrency = 50;
const idleLimitMs = 2000;
/**
 * Node's HTTP/2 closes a connection that resets 1000 streams at once or 33 a second for long (a guard against rapid reset), and the
 * connection's other calls with it. So many calls are left on one; packages/service/README.md has the limit.
 */
const callsPerConnection = 800;

export const cancelledCalls: SoakScenario = {
  name: "cancelled-calls",
  title: "10,000 calls that the client leaves: before the answer, in its middle, unary and streamed",
  run: (scale) => onBench({ pace: { ttftMs: 20, tokensPerSecond: 100 } }, (bench) => leave(bench, counts[scale])),
};

export const resetStreams: SoakScenario = {
  name: "reset-streams",
  title: "10,000 streams that the engine resets in their middle",
  run: (scale) => onBench({}, (bench) => reset(bench, counts[scale])),
};

async function leave(bench: SoakBench, count: number): Promise<SoakResult> {
  const { server, engine } = bench;
  const ends = new Map<string, number>();
  for (let first = 0; first < count; first += callsPerConnection) {
    const client = createComputeClient({ address: server.address, retry: { attempts: 1 } });
    await together(Math.min(callsPerConnection, count - first), concurrency, async (number) => {
      note(ends, await leaveOne(client, first + number));
    });
    client.close();
  }
  return result(bench, await untilIdle([engine]), {
    figures: { calls: count, ...Object.fromEntries(ends) },
    checks: [exactly(`of ${count} calls that were left, CANCELLED`, ends.get("CANCELLED") ?? 0, count)],
  });
}

/** How the call ends, as its caller sees it. */
async function leaveOne(client: ComputeClient, number: number): Promise<string> {
  const leaving = new AbortController();
  const request = { prompt: "hello", model, options: { maxTokens: 1000 } };
  try {
    if (number % 3 === 0) {
      const answer = client.generate(request, { signal: leaving.signal });
      setTimeout(() => leaving.abort(), number % 40);
      await answer;
    } else {
      let text = "";
      for await (const { token } of client.generateStream(request, { signal: leaving.signal })) {
        text += token;
        if (wordsOf(text) > number % 4) leaving.abort();
      }
    }
    return "OK";
  } catch (error) {
    return isComputeError(error) ? error.code : String(error);
  }
}

async function reset(bench: SoakBench, count: number): Promise<SoakResult> {
  const { client, engine, server } = bench;
  await engine.setFault({ fault: "reset-in-stream", after: 2 });
  const ends = new Map<string, number>();
  let tokens = 0;
  await together(count, concurrency, async () => {
    let text = "";
    try {
      for await (const { token } of client.generateStream({ prompt: "hello", model })) text += token;
      note(ends, "OK");
    } catch (error) {
      note(ends, isComputeError(error) ? error.code : String(error));
    }
    tokens += wordsOf(text);
  });
  const idleMs = await untilIdle([engine]);
  const { figures, checks } = await result(bench, idleMs, {
    figures: { calls: count, tokens },
    checks: [
      exactly(`of ${count} broken streams, UNAVAILABLE`, ends.get("UNAVAILABLE") ?? 0, count),
      exactly("tokens that came before the breaks, two each", tokens, 2 * count),
      exactly("requests for them: none is sent twice", engine.counters().attempts, count),
    ],
  });
  // Whole only now that the server has stopped.
  const ended = exactly("lines of the log that say that a run ended", server.logged("run ended"), count);
  return { figures, checks: [...checks, ended] };
}

/** A mock's tokens are words; a message may hold several that came together. */
function wordsOf(text: string): number {
  return text.split(" ").filter((word) => word !== "").length;
}

/** The same of both: whatever began has ended, at the engine, in the queue and in the server. */
async function result(
  { client, engine, server }: SoakBench,
  idleMs: number,
  { figures, checks }: SoakResult,
): Promise<SoakResult> {
  const { attempts, open, endedOk, clientLeft, broken } = engine.counters();
  const { backends } = await client.listBackends({});
  const queue = backends[0]?.queue;
  const held = (queue?.running ?? NaN) + (queue?.waitingInteractive ?? NaN) + (queue?.waitingBackground ?? NaN);
  const { code, seconds } = await server.stop();
  const shared: readonly Check[] = [
    exactly("requests that the engine still has", open, 0),
    exactly(`ends of the ${attempts} requests that it had`, endedOk + clientLeft + broken, attempts),
    exactly("places that are still held at the backend", held, 0),
    exactly("exit code of the server on SIGTERM", code ?? -1, 0),
    under("time until the engine had none", idleMs, idleLimitMs, "ms"),
    under("time for the server to stop: no call held it", seconds, 2, "s"),
  ];
  return {
    figures: { ...figures, attempts, clientLeft, broken, idleMs, stopSeconds: seconds },
    checks: [...checks, ...shared],
  };
}

function note(ends: Map<string, number>, end: string): void {
  ends.set(end, (ends.get(end) ?? 0) + 1);
}
