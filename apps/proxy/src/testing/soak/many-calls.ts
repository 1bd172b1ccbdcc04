import { together } from "./load.js";
import { exactly, type SoakScenario, under } from "./scenario.js";
import { model, onBench } from "./soak-bench.js";

const steps = { short: [100, 200, 400], long: [1000, 2000, 4000, 10_000, 30_000] } as const;
const concurrency = 64;

export const manyCalls: SoakScenario = {
  name: "many-calls",
  title: "1,000 to 30,000 calls under one limit of memory",
  run: (scale, say) =>
    onBench({}, async ({ client, server, engine }) => {
      const startMb = await server.memoryMb();
      const figures: Record<string, number> = { startMb };
      let answers = 0;
      let most = startMb;
      for (const count of steps[scale]) {
        await together(count, concurrency, async () => {
          const { response } = await client.generate({ prompt: "hello", model, options: { maxTokens: 8 } });
          if (response !== "") answers += 1;
        });
        const mb = await server.memoryMb();
        figures[`after${count}Mb`] = mb;
        most = Math.max(most, mb);
        say(`${count} calls: ${mb.toFixed(0)} MB`);
      }
      const sent = steps[scale].reduce((sum: number, count) => sum + count, 0);
      return {
        figures,
        checks: [
          exactly(`answers to ${sent} calls`, answers, sent),
          exactly(`requests that the engine had for ${sent} calls`, engine.counters().attempts, sent),
          under("memory over that of the start, at its most", most - startMb, 48, "MB"),
        ],
      };
    }),
};
