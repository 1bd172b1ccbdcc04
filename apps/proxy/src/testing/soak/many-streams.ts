import { setTimeout as delay } from "node:timers/promises";
import { atMost, exactly, type SoakScenario, under } from "./scenario.js";
import { model, onBench, type SoakBench } from "./soak-bench.js";

const scales = {
  short: { streams: 20, tokens: 50, seconds: 2, settleMs: 0 },
  // After the idle time of a kept connection.
  long: { streams: 100, tokens: 500, seconds: 600, settleMs: 6000 },
} as const;
const tokensPerSecond = 50;

export const manyStreams: SoakScenario = {
  name: "many-streams",
  title: "100 streams at once for 10 minutes, at 50 tokens a second",
  run: (scale, say) =>
    onBench({ pace: { tokensPerSecond } }, async (bench) => {
      const { streams, tokens, seconds, settleMs } = scales[scale];
      const { server } = bench;
      await streamFor(bench, { streams: 1, tokens: 1, seconds: 0 });
      const descriptors = await server.descriptors();
      const warm = await streamFor(bench, { streams, tokens, seconds: seconds / 5 });
      const warmMb = await server.memoryMb();
      say(`warm: ${warm.whole} streams, ${warmMb.toFixed(0)} MB`);
      const { whole, broken } = await streamFor(bench, { streams, tokens, seconds });
      const endMb = await server.memoryMb();
      await delay(settleMs);
      const more = (await server.descriptors()) - descriptors;
      const failures = broken + warm.broken;
      return {
        figures: { streams: whole + warm.whole, failures, warmMb, endMb, moreDescriptors: more },
        checks: [
          exactly("streams that failed or lacked a token", failures, 0),
          exactly("requests that the engine still has", bench.engine.counters().open, 0),
          under("memory that came after the warm-up", endMb - warmMb, 32, "MB"),
          ...(scale === "long" ? [atMost("descriptors that came, with 16 of slack", more, 16)] : []),
        ],
      };
    }),
};

/** Keeps so many streams open until the time is over, and the last ones to their end. */
async function streamFor(
  { client }: SoakBench,
  plan: { readonly streams: number; readonly tokens: number; readonly seconds: number },
): Promise<{ readonly whole: number; readonly broken: number }> {
  const until = performance.now() + plan.seconds * 1000;
  let whole = 0;
  let broken = 0;
  const worker = async (): Promise<void> => {
    do {
      try {
        let [tokens, done] = [0, false];
        const request = { prompt: "hello", model, options: { maxTokens: plan.tokens } };
        for await (const message of client.generateStream(request)) {
          if (message.done === true) done = true;
          // A mock's tokens are words; a message may hold several that came together.
          else tokens += message.token.split(" ").filter((word) => word !== "").length;
        }
        if (done && tokens === plan.tokens) whole += 1;
        else broken += 1;
      } catch {
        broken += 1;
      }
    } while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: plan.streams }, worker));
  return { whole, broken };
}
