import { setTimeout as delay } from "node:timers/promises";
import { atMost, exactly, type SoakScenario, under } from "./scenario.js";
import { model, onBench, untilIdle } from "./soak-bench.js";

const seconds = { short: 2, long: 120 } as const;
const messagesPerSecond = 20;
const idleLimitMs = 2000;
/** Most tokens that a request may ask for. */
const longestAnswer = 32_768;

export const slowReader: SoakScenario = {
  name: "slow-reader",
  title: "a client that reads 20 messages a second from an engine that writes without end, as fast as it can",
  run: (scale) =>
    onBench({ pace: { tokensPerWrite: 1 } }, async ({ client, server, engine }) => {
      for await (const _ of client.generateStream({ prompt: "hello", model, options: { maxTokens: 2000 } })) continue;
      const startMb = await server.memoryMb();
      await engine.setFault({ fault: "endless" });
      const wanted = seconds[scale] * messagesPerSecond;
      const request = { prompt: "hello", model, options: { maxTokens: longestAnswer } };
      let read = 0;
      let streams = 0;
      // The proxy cuts an answer at its limit, so a long run takes several.
      while (read < wanted) {
        streams += 1;
        for await (const message of client.generateStream(request)) {
          if (message.done === true) break;
          read += 1;
          if (read === wanted) break;
          await delay(1000 / messagesPerSecond);
        }
      }
      const slowMb = await server.memoryMb();
      const idleMs = await untilIdle([engine]);
      const { open, clientLeft } = engine.counters();
      const grownMb = slowMb - startMb;
      return {
        figures: { read, streams, startMb, slowMb, idleMs },
        checks: [
          exactly("messages that were read", read, wanted),
          exactly("streams that the engine could not write to their end", clientLeft, streams),
          atMost("requests that the engine has once the reader is gone", open, 0),
          under("time until the engine had none", idleMs, idleLimitMs, "ms"),
          under("memory that came while it read", grownMb, 16, "MB"),
          // Much more on a busy machine too, or everything that the engine writes is held.
          atMost("the same, far from its bound", Math.round(grownMb), 64),
        ],
      };
    }),
};
