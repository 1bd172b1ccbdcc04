import { exactly, type SoakScenario } from "./scenario.js";
import { model, onBench } from "./soak-bench.js";

const counts = { short: 60, long: 1000 } as const;
/** Of gRPC's own interoperability test. */
const requestBytes = 271_828;

export const largeCalls: SoakScenario = {
  name: "large-calls",
  title: "1,000 calls of 271,828 bytes at once on one connection",
  run: (scale) =>
    onBench({}, async ({ client, server, engine }) => {
      const count = counts[scale];
      const prompt = "lorem ipsum ".repeat(requestBytes).slice(0, requestBytes);
      const call = () => client.generate({ prompt, model, options: { maxTokens: 8 } });
      // The connection first: this process is busy for longer than a connection may take with what it sends.
      await client.healthCheck({});
      const ends = await Promise.allSettled(Array.from({ length: count }, call));
      const answers = ends.filter(({ status }) => status === "fulfilled").length;
      const failure = ends.find(({ status }) => status === "rejected");
      if (failure?.status === "rejected") throw failure.reason;
      return {
        figures: { calls: count, afterMb: await server.memoryMb() },
        checks: [
          exactly(`answers to ${count} calls`, answers, count),
          exactly("requests that the engine had", engine.counters().attempts, count),
        ],
      };
    }),
};
